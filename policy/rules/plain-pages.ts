import { types } from "../../declared/types";
import { at, show, textAt } from "../../declared/values";
import type { ResourceRule } from "../rule";
import { actionsOf } from "../view/listeners";

/** All that a page is made of. Its one link leads to the app; nothing in it runs, loads, sends or asks for anything. */
const plain =
    /<\/?(?:html|title|style|main|h1|p|br|a)>|<!doctype html>|<html lang="[a-z-]+">|<meta charset="utf-8">|<meta name="viewport" content="[a-z0-9=,-]*">|<a href="\/">/gi;

/** What a style loads, or hides such a thing by. */
const loading = /url\s*\(|@import|\\/i;

/** A page of the load balancer's is at the app's own address: a script in it acts for whoever is signed in, and a form asks for their password. */
export const plainPages: ResourceRule = {
    id: "plain-pages",
    scope: "resource",
    description: "The load balancer's own pages are text with a link to the app: no script, no form, nothing from elsewhere.",
    remedy: "Make the page by app/fixed-page.ts, of text, headings, line breaks and the link to /.",
    types: [types.listener, types.listenerRule],
    *check(resource) {
        for (const page of actionsOf(resource).map((action) => at(action, "fixedResponse"))) {
            const type = textAt(page, "contentType") ?? "text/plain";
            const body = textAt(page, "messageBody") ?? "";
            if (type === "text/html") {
                const [found] = /<[^>]*>?/.exec(body.replaceAll(plain, "")) ?? loading.exec(body) ?? [];
                if (found !== undefined) {
                    yield `its page holds ${show(found)}`;
                }
            } else if (type !== "text/plain") {
                yield `its page is ${show(type)}`;
            }
        }
    },
};
