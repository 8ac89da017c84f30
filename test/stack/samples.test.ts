import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import * as path from "node:path";
import { createMember } from "../../harness/cognito";
import { copyProject, type ProjectCopy } from "../../harness/project-copy";
import { startStack, type RunningStack } from "../../harness/running-stack";
import { Visitor } from "../../harness/visitor";
import { showPage, type ShownPage } from "../support/page-text";

const password = "Correct-horse-7";
const refusal = "You do not have access to this page";

interface Sample {
    readonly title: string;
    readonly app: string;
    readonly groups: Readonly<Record<string, readonly string[]>>;
    /** What its first page shows to everybody. */
    readonly first: string;
    /** The page for analysts only, by its path, and what it shows to them. */
    readonly page: string;
    readonly shown: string;
    /** The navigation of the group, and of others. */
    readonly navigation: { readonly group: readonly string[]; readonly others: readonly string[] };
    /** Whether others who ask for the page are told that they may not, or find no such page. */
    readonly refuses: boolean;
}

const samples: readonly Sample[] = [
    {
        title: "the sample app, which asks for the group itself",
        app: "./streamlit",
        groups: { analysts: [] },
        first: "Sepals of 150 flowers",
        page: "measurements",
        shown: "Download as CSV",
        navigation: { group: ["Iris", "Measurements"], others: ["Iris"] },
        refuses: false,
    },
    {
        title: "an ordinary project, which knows of no groups",
        app: "./samples/explorer",
        groups: { analysts: ["pages/2_Upload.py"] },
        first: "Longest day: London, 18 June",
        page: "Upload",
        shown: "A CSV file",
        navigation: { group: ["app", "Compare", "Upload"], others: ["app", "Compare", "Upload"] },
        refuses: true,
    },
];

for (const sample of samples) {
    describe(`${sample.title}, on the running stack`, function () {
        this.timeout(120_000);
        let project: ProjectCopy;
        let stack: RunningStack;

        before(async () => {
            project = copyProject({ app: sample.app, groups: sample.groups });
            // The same packages, with hashes: nothing is to be installed for it. The image test installs what is written down.
            const requirements = (folder: string): string => path.join(project.directory, folder, "requirements.txt");
            if (sample.app !== "./streamlit") cpSync(requirements("streamlit"), requirements(sample.app));
            stack = await startStack(project.directory);
            await createMember(stack, { username: "ada", password });
            await createMember(stack, { username: "grace", password, groups: ["analysts"] });
        });
        after(async () => {
            await (stack as RunningStack | undefined)?.stop();
            project.remove();
        });

        async function show(username: string, page?: string): Promise<ShownPage> {
            const visitor = new Visitor(stack);
            await visitor.open((await visitor.signIn("/", username, password)).location);
            return showPage(stack, visitor, page);
        }

        // First, while the app's process has run nothing yet: Streamlit takes pages/ for the app's until app.py has run.
        it("keeps a page from who is not in its group, by its address as well", async () => {
            const { pages, text } = await show("ada", sample.page);
            assert.deepEqual(pages, sample.navigation.others);
            assert.ok(!text.includes(sample.shown), text);
            assert.equal(text.includes(refusal), sample.refuses);
        });

        it("shows its first page to everybody who is signed in", async () => {
            const { text } = await show("ada");
            assert.ok(text.includes(sample.first), text);
        });

        it("shows the page to the group", async () => {
            const { pages, text } = await show("grace", sample.page);
            assert.deepEqual(pages, sample.navigation.group);
            assert.ok(text.includes(sample.shown), text);
        });

        it("shows nothing without a session", async () => {
            await assert.rejects(showPage(stack, new Visitor(stack), sample.page), /HTTP 401/);
        });
    });
}
