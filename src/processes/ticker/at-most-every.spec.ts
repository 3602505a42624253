import type { MedusaContainer } from "@medusajs/framework/types";
import { atMostEvery } from "./at-most-every";
import type { DutyReport } from "./duty";

const NOW = new Date("2026-03-15T10:00:00Z");
const LATER = new Date("2026-03-15T11:00:00Z");
const NOTHING: DutyReport = { done: 0, nextDueAt: null };
const container = {} as MedusaContainer;

/** A duty that rests for a minute, and what it answers look by look. */
function resting(...answers: (DutyReport | Error)[]) {
  const looks: Date[] = [];
  const duty = atMostEvery(60_000, {
    name: "resting",
    limitMs: 1_000,
    async run(_container, now) {
      const answer = answers[looks.push(now) - 1] ?? NOTHING;
      if (answer instanceof Error) {
        throw answer;
      }
      return answer;
    },
  });
  return { looks, look: (now = NOW) => duty.run(container, now) };
}

describe("a duty that rests", () => {
  it("looks once however often it is woken, and names the same instant meanwhile", async () => {
    const { look, looks } = resting({ done: 2, nextDueAt: LATER });
    expect(await look()).toEqual({ done: 2, nextDueAt: LATER });
    expect(await look()).toEqual({ done: 0, nextDueAt: LATER });
    expect(await look()).toEqual({ done: 0, nextDueAt: LATER });
    expect(looks).toHaveLength(1);
  });

  it("looks at once when the instant that it named has come", async () => {
    const { look, looks } = resting({ done: 1, nextDueAt: LATER }, { done: 1, nextDueAt: LATER });
    await look();
    expect(await look(LATER)).toEqual({ done: 1, nextDueAt: LATER });
    await look(LATER);
    expect(looks).toEqual([NOW, LATER, LATER]);
  });

  it("looks again at once after a look that failed", async () => {
    const { look, looks } = resting(new Error("no database"), NOTHING);
    await expect(look()).rejects.toThrow("no database");
    await look();
    await look();
    expect(looks).toHaveLength(2);
  });

  it("looks again when it has rested by the clock that wakes it, or when that was set back", async () => {
    const { look, looks } = resting();
    const at = (ms: number) => new Date(NOW.getTime() + ms);
    await look();
    await look(at(59_999));
    await look(at(60_000));
    await look(NOW);
    await look(NOW);
    expect(looks).toEqual([NOW, at(60_000), NOW]);
  });
});
