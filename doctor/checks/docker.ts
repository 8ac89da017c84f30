import { failure, ok, unchecked, type Check, type Finding } from "../check";
import type { RunCommand } from "../command";

/** Whether Docker runs, and builds for the CPU that the tasks have. */
export const docker: Check = {
    name: "Docker",
    asksAws: false,
    async run({ run, subject }) {
        const {
            ok: answers,
            missing,
            stdout,
            stderr,
        } = await run("docker", "version", "--format", "{{.Server.Version}} {{.Server.Os}}/{{.Server.Arch}}");
        const why = "a preview, a deployment and removing the stack ask it";
        if (missing) {
            return [failure("there is no docker command", why, "install Docker: https://docs.docker.com/get-started/get-docker/")];
        }
        const [version = "", platform = ""] = stdout.trim().split(" ");
        if (!answers || platform === "") {
            return [
                failure(
                    `Docker does not answer: ${stderr.trim().split("\n").at(-1) ?? ""}`,
                    why,
                    "start Docker Desktop, or: sudo systemctl start docker",
                ),
            ];
        }
        if (!platform.startsWith("linux/")) {
            const mend = "switch Docker Desktop to Linux containers";
            return [failure(`Docker builds for ${platform.split("/")[0] ?? ""}`, "the tasks run Linux", mend)];
        }
        return Promise.all(subject.platforms.map((wanted) => look(run, wanted, { version, platform })));
    },
};

async function look(run: RunCommand, wanted: string, { version, platform }: { version: string; platform: string }): Promise<Finding> {
    if (platform === wanted) {
        return ok(`${version} runs, and builds for its own ${wanted}`);
    }
    const binfmt = `docker run --privileged --rm tonistiigi/binfmt --install ${wanted.replace("linux/", "")}`;
    const { ok: told, stdout } = await run("docker", "buildx", "inspect");
    if (!told) {
        const why = `it is ${platform} itself, and has no buildx that tells what else it builds`;
        return unchecked(`whether Docker builds for ${wanted}`, why, `install docker-buildx, and for the other CPU: ${binfmt}`);
    }
    // A star marks those that the owner named; variants follow a slash, as in linux/amd64/v2.
    const platforms = [...stdout.matchAll(/^Platforms:\s*(.+)$/gm)]
        .flatMap(([, list = ""]) => list.split(","))
        .map((one) => one.trim().replace(/\*$/, ""));
    return platforms.includes(wanted)
        ? ok(`${version} runs, and builds for ${wanted}`)
        : failure(
              `Docker cannot build for ${wanted}, but for ${platforms.join(", ")}`,
              `this machine is ${platform}, and lacks an emulator of the other CPU`,
              binfmt,
          );
}
