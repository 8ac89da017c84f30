import type { DeclaredStack } from "../declared";
import type { Action, FixedResponse, Forward, Redirect } from "../model";
import { planAuthenticateCognito } from "./authenticate-cognito";
import { localHost } from "./hosts";
import type { Inputs } from "./inputs";

/**
 * The actions of a rule or a listener, in their order (AWS: "Action types for listener rules"). The last one answers or
 * forwards, and authentication comes before it, on HTTPS listeners only; anything else is refused, as AWS refuses it.
 */
export function planActions(owner: Inputs, key: string, protocol: "HTTP" | "HTTPS", stack: DeclaredStack): Action[] {
    const inOrder = owner
        .objects(key)
        .map((inputs, index) => ({ inputs, order: inputs.number("order", index + 1) }))
        .sort((one, other) => one.order - other.order);
    const actions = inOrder.flatMap(({ inputs }) => planAction(inputs, stack));
    const types = actions.map(({ type }) => type);
    if (types.length === 0 || types.indexOf("authenticate-cognito") > 0 || types.at(-1) === "authenticate-cognito" || types.length > 2) {
        owner.refuse(key, "needs at most one authenticate-cognito, then exactly one of forward, fixed-response and redirect");
    }
    if (types.length === 2 && types[0] !== "authenticate-cognito") {
        owner.refuse(key, `after ${types[0]} nothing can follow`);
    }
    if (protocol === "HTTP" && types.includes("authenticate-cognito")) {
        owner.refuse(key, "only HTTPS listeners can authenticate");
    }
    return actions;
}

function planAction(inputs: Inputs, stack: DeclaredStack): Action[] {
    const type = inputs.string("type", "");
    const planned = planOfType(type, inputs, stack);
    if (planned === undefined) {
        inputs.refuse("type", `the action "${type}" is not served here`);
        return [];
    }
    inputs.end();
    return [planned];
}

function planOfType(type: string, inputs: Inputs, stack: DeclaredStack): Action | undefined {
    switch (type) {
        case "authenticate-cognito":
            return planAuthenticateCognito(inputs, stack);
        case "forward":
            return planForward(inputs, stack);
        case "fixed-response":
            return planFixedResponse(inputs);
        case "redirect":
            return planRedirect(inputs);
        default:
            return undefined;
    }
}

function planForward(inputs: Inputs, stack: DeclaredStack): Forward {
    const forward = inputs.object("forward");
    const groups = (forward?.objects("targetGroups") ?? []).map((group) => {
        const planned = { arn: group.string("arn"), weight: group.number("weight", 1) };
        group.end();
        return planned;
    });
    const stickiness = forward?.object("stickiness");
    stickiness?.noDifference("duration");
    stickiness?.mustBe("enabled", false, "stickiness between target groups is not served here");
    stickiness?.end();
    forward?.end();
    // AWS: a target group without any weight gets no request, as the one that a blue/green deployment fills next.
    const weighted = groups.filter(({ weight }) => weight > 0);
    const arns = [inputs.string("targetGroupArn"), ...weighted.map(({ arn }) => arn)].filter((arn) => arn !== undefined);
    const distinct = [...new Set(arns)];
    if (distinct.length !== 1) {
        inputs.refuse("forward", `goes to ${distinct.length} target groups; exactly one is served here`);
    }
    const targetGroupArn = distinct[0] ?? "";
    const known = stack.ofType("aws:lb/targetGroup:TargetGroup").map((group) => group.state["arn"]);
    if (distinct.length === 1 && ![targetGroupArn, ...groups.map(({ arn }) => arn)].every((arn) => known.includes(arn))) {
        inputs.refuse("targetGroupArn", "no declared target group has this ARN");
    }
    return { type: "forward", targetGroupArn };
}

function planFixedResponse(inputs: Inputs): FixedResponse {
    const fixed = inputs.object("fixedResponse");
    if (fixed === undefined) {
        inputs.refuse("fixedResponse", "is missing");
    }
    const planned: FixedResponse = {
        type: "fixed-response",
        statusCode: fixed?.number("statusCode", 200) ?? 200,
        contentType: fixed?.string("contentType", "text/plain") ?? "text/plain",
        messageBody: fixed?.string("messageBody", "") ?? "",
    };
    fixed?.end();
    return planned;
}

/** Every part that is not declared is taken over from the request. */
function planRedirect(inputs: Inputs): Redirect {
    const redirect = inputs.object("redirect");
    if (redirect === undefined) {
        inputs.refuse("redirect", "is missing");
    }
    const host = redirect?.string("host", "#{host}") ?? "#{host}";
    const status = redirect?.oneOf("statusCode", ["HTTP_301", "HTTP_302"], "HTTP_302");
    const planned: Redirect = {
        type: "redirect",
        statusCode: status === "HTTP_301" ? 301 : 302,
        protocol: redirect?.string("protocol", "#{protocol}") ?? "#{protocol}",
        // `www.#{host}` follows a host that is a local one already.
        host: host.includes("#{host}") ? host : localHost(host),
        port: redirect?.string("port", "#{port}") ?? "#{port}",
        path: redirect?.string("path", "/#{path}") ?? "/#{path}",
        query: redirect?.string("query", "#{query}") ?? "#{query}",
    };
    redirect?.end();
    return planned;
}
