/** A text with another character at a place. Not at its end where it is base64: the last one may hold bits that do not count. */
export function withOtherCharacter(text: string, at: number): string {
    return text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
}
