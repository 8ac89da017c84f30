import { types } from "../../../declared/types";
import { loginPageStyle } from "../../../policy/rules/login-page-style";
import { resource } from "../support/resources";
import { describeRule } from "../support/rule";

const style = (props: Readonly<Record<string, unknown>>) => [resource(types.userPoolUiCustomization, props)];
const css = (text: string) => style({ css: text });
const long = ".label-customizable { color: #000000; } ".repeat(90);

describeRule(loginPageStyle, {
    holds: {
        "for Cognito's classes": css(
            ".banner-customizable { background-color: #fff; padding: 25px 0 }\n.submitButton-customizable:hover{color: rgb(0, 0, 0);}",
        ),
        "for a logo": style({ imageFile: "A".repeat(130 * 1024) }),
    },
    violated: {
        "by a picture from elsewhere": [
            css(".logo-customizable { background: url(https://evil.example) }"),
            'its css has ".logo-customizable { background: url(https://evil.example) }"',
        ],
        "by an import": [css("@import 'https://evil.example';"), `its css has "@import 'https://evil.example';"`],
        "by another class": [css(".label-customizable{}body { color: #fff }"), 'its css has "body { color: #fff }"'],
        "by length": [css(long), `its css has ${long.length} characters`],
        "by the logo's size": [style({ imageFile: "A".repeat(133_121) }), "its logo has 133121 characters"],
    },
});
