import { advance, type Journey } from "./advance";
import { Followers } from "./followers";
import { createWorldClock } from "./world-clock";

const DAY = 86_400_000;

function journeyTo(to: Date): Journey {
  return { from: new Date(), to, at: new Date(), steps: 0, late: 0, done: false };
}

describe("the sandbox clock", () => {
  it("moves forward only, and runs what came due", () => {
    const clock = createWorldClock(0);
    const ran: string[] = [];
    clock.schedule(new Date(Date.now() + 2 * DAY), () => ran.push("later"));
    clock.schedule(new Date(Date.now() + DAY), () => ran.push("sooner"));
    clock.moveTo(new Date(Date.now() + 3 * DAY));
    expect(ran).toEqual(["sooner", "later"]);
    expect(() => clock.moveTo(new Date(Date.now() + DAY))).toThrow(/only moves forward/);
    clock.stop();
  });

  it("stops at every instant at which a follower has work, and waits for it", async () => {
    const clock = createWorldClock(0);
    const followers = new Followers();
    const worked: number[] = [];
    const start = Date.now();
    followers.settled("medusa", 0, new Date(start + 30 * DAY));
    clock.onChange(() => {
      const now = clock.now().getTime();
      const sequence = clock.sequence();
      setTimeout(() => {
        const due = 30 * DAY * (worked.length + 1);
        if (now >= start + due) {
          worked.push(Math.round((now - start) / DAY));
        }
        followers.settled("medusa", sequence, new Date(start + 30 * DAY * (worked.length + 1)));
      }, 5);
    });
    const journey = journeyTo(new Date(start + 100 * DAY));
    await advance(clock, followers, journey);
    expect(worked).toEqual([30, 60, 90]);
    expect(journey).toMatchObject({ done: true, late: 0 });
    clock.stop();
  });

  it("stops at what a simulator has scheduled", async () => {
    const clock = createWorldClock(0);
    const at: number[] = [];
    const start = Date.now();
    clock.schedule(new Date(start + 3 * DAY), () => at.push(Math.round((clock.now().getTime() - start) / DAY)));
    await advance(clock, new Followers(), journeyTo(new Date(start + 10 * DAY)));
    expect(at).toEqual([3]);
    clock.stop();
  });
});
