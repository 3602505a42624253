/*
 * Loaded first into every program the launcher starts. The launcher holds the other end of standard input and never
 * writes to it. When the launcher is gone, even by SIGKILL, the stream ends and the program leaves too. Programs
 * started by such a program (its own parent is not the launcher) are left alone.
 */
if (process.ppid === Number(process.env.SEATLINE_PARENT)) {
  const leave = () => process.exit(0);
  process.stdin.on("end", leave);
  process.stdin.on("error", leave);
  process.stdin.resume();
  process.stdin.unref?.();
}
