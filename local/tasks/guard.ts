import { spawn } from "node:child_process";

/** Ends process groups that outlive this process. */
export interface Guard {
    /** From now on, the group of this process dies with us. */
    readonly watch: (pid: number) => void;
    /** The group ended by itself. */
    readonly forget: (pid: number) => void;
    /** Ends the guard; what it still watches is ended, too. */
    readonly close: () => void;
}

/**
 * The guard's whole program. It reads our commands from a pipe, whose end the operating system closes however we die, and
 * then ends what is left: in order first, by force after three seconds.
 */
const program = `
pids=" "
while read -r action pid; do
    case $action in
        watch) pids="$pids$pid " ;;
        forget) pids="\${pids%% $pid *} \${pids#* $pid }" ;;
    esac
done
[ -n "$(echo $pids)" ] || exit 0
for pid in $pids; do kill -TERM "-$pid"; done
for try in 1 2 3 4 5 6; do
    sleep 0.5
    left=
    for pid in $pids; do kill -0 "-$pid" && left=1; done
    [ "$left" ] || exit 0
done
for pid in $pids; do kill -KILL "-$pid"; done
`;

/** Starts a guard: one small shell, in a session of its own so that nothing that ends us ends it. */
export function startGuard(): Guard {
    const shell = spawn("/bin/sh", ["-c", program], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
    const { stdin } = shell;
    // Without a guard the run still works; only a sudden death would leave processes behind.
    shell.on("error", () => undefined);
    stdin.on("error", () => undefined);
    shell.unref();
    return {
        watch: (pid) => void stdin.write(`watch ${pid}\n`),
        forget: (pid) => void stdin.write(`forget ${pid}\n`),
        close: () => void stdin.end(),
    };
}
