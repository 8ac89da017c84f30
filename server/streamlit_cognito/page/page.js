// The session's part of the page: tells the load balancer that the page is open, shows who is signed in, warns before
// the session ends, and hides the page once it has ended. Streamlit's own elements are never touched.
"use strict";

(() => {
    const SESSION = "/_session";
    const SIGN_OUT = "/sign-out";
    // Streamlit's class for the button of sign_out_button().
    const OWN_BUTTON = ".st-key-streamlit-cognito-sign-out button";
    const channel = "BroadcastChannel" in window ? new BroadcastChannel("session") : undefined;
    const state = { session: undefined, endsAt: Infinity, warning: 300, heartbeat: 20, ended: false, dismissed: false };

    /** Makes an element; text only ever becomes text. */
    function element(tag, attributes = {}, ...children) {
        const made = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) {
            made.setAttribute(name, value);
        }
        made.append(...children);
        return made;
    }

    /** A real form, so that the browser follows the redirect to Cognito and back. */
    function signOut() {
        const form = element("form", { method: "post", action: SIGN_OUT, hidden: "" });
        document.body.append(form);
        // Not before the page is left, which is when the sign-out has been answered: who asks earlier is still signed in.
        window.addEventListener("pagehide", () => channel?.postMessage("changed"), { once: true });
        form.submit();
    }

    const name = element("strong");
    const email = element("span", { class: "session-email" });
    const left = element("span", { class: "session-left" });
    const leave = element("button", { type: "button", class: "session-button" }, "Sign out");
    const menu = element("div", { class: "session-menu", id: "session-menu", hidden: "" }, name, email, left, leave);
    const toggle = element("button", {
        type: "button",
        class: "session-toggle",
        "aria-expanded": "false",
        "aria-controls": "session-menu",
    });
    const control = element("div", { class: "session-control session-themed" }, menu, toggle);

    const warningText = element("span");
    const dismiss = element("button", { type: "button", class: "session-dismiss", "aria-label": "Dismiss" }, "×");
    const banner = element("div", { class: "session-banner session-themed", role: "status", hidden: "" }, warningText, dismiss);

    function openMenu(open) {
        menu.hidden = !open;
        toggle.setAttribute("aria-expanded", String(open));
        if (open) {
            leave.focus();
        }
    }

    toggle.addEventListener("click", () => openMenu(menu.hidden));
    leave.addEventListener("click", signOut);
    dismiss.addEventListener("click", () => {
        state.dismissed = true;
        banner.hidden = true;
    });
    document.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && !menu.hidden) {
            openMenu(false);
            toggle.focus();
        }
    });
    document.addEventListener("click", (event) => {
        if (event.target.closest?.(OWN_BUTTON)) {
            signOut();
        } else if (!control.contains(event.target)) {
            openMenu(false);
        }
    });

    /** Streamlit's theme is the app's or the reader's choice, so its colours are read off the page. */
    function followTheme() {
        const page = document.querySelector(".stApp");
        if (page !== null && !state.ended) {
            const { backgroundColor, color, fontFamily } = getComputedStyle(page);
            for (const [name, value] of Object.entries({ page: backgroundColor, text: color, font: fontFamily })) {
                document.documentElement.style.setProperty(`--session-${name}`, value);
            }
        }
    }

    function minutes(seconds) {
        const whole = Math.max(1, Math.ceil(seconds / 60));
        return seconds < 60 ? "less than a minute" : `${whole} minutes`;
    }

    function longTime(seconds) {
        return seconds < 2 * 3600 ? minutes(seconds) : `${Math.round(seconds / 3600)} hours`;
    }

    function show() {
        followTheme();
        const remaining = (state.endsAt - Date.now()) / 1000;
        left.textContent = remaining > 0 ? `Signed in for ${longTime(remaining)} more` : "";
        const warn = remaining <= state.warning && !state.dismissed && !state.ended;
        warningText.textContent = `Your session ends in ${minutes(remaining)}. Save your work; you can sign in again then.`;
        banner.hidden = !warn;
    }

    /** The server knows a session since it first saw it; a page that was open longer knows better. */
    function remember(session, remaining) {
        const key = `session-ends-${session}`;
        let endsAt = Date.now() + remaining * 1000;
        try {
            endsAt = Math.min(endsAt, Number(localStorage.getItem(key) ?? Infinity));
            for (const old of Object.keys(localStorage).filter((candidate) => candidate.startsWith("session-ends-"))) {
                localStorage.removeItem(old);
            }
            localStorage.setItem(key, String(endsAt));
        } catch {
            // Storage is off: the server's word will do.
        }
        state.endsAt = endsAt;
    }

    /** Nothing of the page stays readable, whatever Streamlit still draws. */
    function end() {
        if (state.ended) {
            return;
        }
        followTheme();
        state.ended = true;
        const again = element("button", { type: "button", class: "session-button" }, "Sign in again");
        // The load balancer answers with its login, which leads back to this very address. Streamlit's dialog about the
        // lost connection keeps clicks from everything but itself, so the window must hear of it first.
        window.addEventListener("click", (event) => again.contains(event.target) && location.reload(), true);
        const card = element(
            "div",
            { class: "session-card", role: "alertdialog", "aria-modal": "true", "aria-labelledby": "session-over" },
            element("h1", { id: "session-over" }, "Your session has ended"),
            element("p", {}, "Sign in again to go on where you are."),
            again,
        );
        document.documentElement.classList.add("session-ended");
        // Beside the body: Streamlit's own dialog about the lost connection makes everything in the body inert.
        document.documentElement.append(element("div", { class: "session-over session-themed" }, card));
        document.body.replaceChildren();
        document.title = "Signed out";
        again.focus();
    }

    function welcome(answer) {
        if (state.session !== undefined && state.session !== answer.session) {
            // Somebody signed in anew in another tab: this page shows what belongs to the session before.
            location.reload();
            return;
        }
        state.session = answer.session;
        state.warning = answer.warning;
        state.heartbeat = answer.heartbeat;
        remember(answer.session, answer.remaining);
        name.textContent = answer.name;
        email.textContent = answer.email === answer.name ? "" : answer.email;
        toggle.textContent = ([...answer.name][0] ?? "?").toUpperCase();
        toggle.setAttribute("aria-label", `Signed in as ${answer.name}`);
        toggle.title = `Signed in as ${answer.name}`;
        if (!control.isConnected) {
            document.body.append(control, banner);
        }
        show();
    }

    async function beat() {
        try {
            const answer = await fetch(SESSION, { cache: "no-store", credentials: "same-origin", redirect: "manual" });
            if (answer.status === 401 || answer.type === "opaqueredirect") {
                end();
            } else if (answer.ok) {
                welcome(await answer.json());
            }
        } catch {
            // No network, or the server restarts: Streamlit says so, and the next heartbeat will tell more.
        }
    }

    let timer;
    async function beatOn() {
        clearTimeout(timer);
        await beat();
        if (!state.ended) {
            const untilEnd = state.endsAt - Date.now();
            // At the very end ask at once, since the load balancer has the last word.
            const wait = untilEnd > 0 ? Math.min(state.heartbeat * 1000, untilEnd + 1000) : state.heartbeat * 1000;
            clearTimeout(timer);
            timer = setTimeout(beatOn, wait);
        }
    }

    // What a sleeping computer, a throttled tab or the back button kept may be of a session that is over.
    window.addEventListener("pageshow", (event) => event.persisted && beatOn());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && beatOn());
    channel?.addEventListener("message", beatOn);
    setInterval(show, 1000);
    beatOn();
})();
