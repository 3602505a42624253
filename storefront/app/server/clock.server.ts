import { z } from "zod";
import { environment } from "./env.server";

const FRESH_MS = 800;
const TIMEOUT_MS = 1000;

const clockSchema = z.object({ now: z.iso.datetime({ offset: true }) });

export type ShopClock = Readonly<{ now: Date; demonstration: boolean }>;

let reading: { at: number; offsetMs: number } | null = null;

/**
 * The moment from which countdowns are counted. In a sandbox it is the demonstration clock, read at most once in
 * 800 ms; everywhere else the machine's clock. If the demonstration clock does not answer, its last reading runs on.
 */
export async function readClock(): Promise<ShopClock> {
  const url = environment().sandboxClockUrl;
  if (url === null) {
    return { now: new Date(), demonstration: false };
  }
  if (reading === null || Date.now() - reading.at > FRESH_MS) {
    const offsetMs = await readOffset(url);
    reading = { at: Date.now(), offsetMs: offsetMs ?? reading?.offsetMs ?? 0 };
  }
  return { now: new Date(Date.now() + reading.offsetMs), demonstration: true };
}

async function readOffset(url: string): Promise<number | null> {
  try {
    const response = await fetch(`${url}/clock`, {
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { now } = clockSchema.parse(await response.json());
    return new Date(now).getTime() - Date.now();
  } catch {
    return null;
  }
}
