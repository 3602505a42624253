/*
 * Loaded first into every program the launcher keeps running. When the launcher is gone, even by SIGKILL, the system
 * gives its children another parent; the program sees that and leaves too. Programs started by such a program (their
 * own parent is not the launcher) are left alone.
 */
const launcher = Number(process.env.SEATLINE_PARENT);
if (process.ppid === launcher) {
  setInterval(() => {
    if (process.ppid !== launcher) {
      process.exit(0);
    }
  }, 500).unref();
}
