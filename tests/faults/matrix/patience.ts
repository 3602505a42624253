import { setTimeout as wait } from "node:timers/promises";

const AGAIN_AFTER_MS = 300;
const GIVE_UP_AFTER_MS = 240_000;

/** What a person meets whose shop was restarted, or whose earlier try is still being worked on. */
const WORTH_ANOTHER_TRY =
  /fetch failed|terminated|other side closed|ECONN|socket|answered (409|429|500|502|503|504)\b/i;

/** Does what a person does: tries again until it is answered, and gives up after some minutes. */
export async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  const giveUpAt = Date.now() + GIVE_UP_AFTER_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!WORTH_ANOTHER_TRY.test(inWords(error)) || Date.now() > giveUpAt) {
        throw error;
      }
      await wait(AGAIN_AFTER_MS);
    }
  }
}

/** An error with its cause, on one line. What `fetch` throws inside a test is no `Error` of the test's own realm. */
export function inWords(error: unknown): string {
  const { message, cause } = (typeof error === "object" && error !== null ? error : {}) as Partial<Error>;
  const because = cause === undefined ? "" : ` (${inWords(cause)})`;
  return `${message ?? JSON.stringify(error)}${because}`.replace(/\s+/g, " ").slice(0, 600);
}
