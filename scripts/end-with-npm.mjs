// Imported first by commands that run for long: ends the process, as a signal does, when the npm that started it has ended.
// npm hands a SIGTERM to the shell that it runs a script with, and to nobody else: the script would go on without them.
const launcher = process.ppid;

if (process.env.npm_lifecycle_event !== undefined) {
    const timer = setInterval(() => {
        if (process.ppid !== launcher) {
            // Once: a second signal is taken for somebody in a hurry.
            clearInterval(timer);
            process.kill(process.pid, "SIGTERM");
        }
    }, 500);
    timer.unref();
}
