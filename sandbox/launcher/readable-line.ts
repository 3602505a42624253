import { z } from "zod";

const logLine = z.object({ level: z.string(), message: z.string() });

/** A line of a program's output as a person reads it: Medusa writes JSON where there is no terminal. */
export function readableLine(line: string): string {
  if (!line.startsWith('{"')) {
    return line;
  }
  try {
    const { level, message } = logLine.parse(JSON.parse(line));
    return ["info", "http", "debug"].includes(level) ? message : `${level.toUpperCase()} ${message}`;
  } catch {
    return line;
  }
}
