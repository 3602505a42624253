import express, { type Router } from "express";
import { z } from "zod";
import { advance, type Journey } from "./advance";
import { Followers } from "./followers";
import { clockPage, type PageLink } from "./page";
import type { WorldClock } from "./world-clock";

const FOLLOW_LIMIT_MS = 10_000;
const followSchema = z.object({ follower: z.string().min(1).max(60), seen: z.coerce.number().int() });
const settledSchema = z.object({
  follower: z.string().min(1).max(60),
  sequence: z.int(),
  next_due_at: z.iso.datetime().nullable(),
});
const unit = z.enum(["minutes", "hours", "days", "months"]);
const advanceSchema = z.union([
  z.object({ to: z.iso.datetime({ offset: true }) }),
  z.object({ amount: z.coerce.number().int().min(1).max(1000), unit }),
]);

/** HTTP face of the clock: read it, follow it, move it. Its page links to what one looks at next. */
export function clockRouter(clock: WorldClock, links: readonly PageLink[]): Router {
  const router = express.Router();
  const followers = new Followers();
  let journey: Journey | undefined;
  router.use(express.json(), express.urlencoded({ extended: false }));

  router.get("/clock", (_request, response) => {
    response.json({ now: clock.now().toISOString(), sequence: clock.sequence(), offset_ms: clock.offset(), journey });
  });

  router.get("/clock/follow", async (request, response) => {
    const { follower, seen } = followSchema.parse(request.query);
    followers.seen(follower);
    if (seen === clock.sequence()) {
      await changed(clock, FOLLOW_LIMIT_MS);
      followers.seen(follower);
    }
    response.json({ now: clock.now().toISOString(), sequence: clock.sequence() });
  });

  router.post("/clock/settled", (request, response) => {
    const report = settledSchema.parse(request.body);
    followers.settled(report.follower, report.sequence, report.next_due_at ? new Date(report.next_due_at) : null);
    response.status(204).end();
  });

  router.post("/clock/advance", async (request, response) => {
    const parsed = advanceSchema.safeParse(request.body);
    if (!parsed.success) {
      response
        .status(400)
        .json({ message: "Give `to` (an ISO instant), or `amount` with `unit` minutes, hours, days or months." });
      return;
    }
    const to = "to" in parsed.data ? new Date(parsed.data.to) : plus(clock.now(), parsed.data.amount, parsed.data.unit);
    if (journey && !journey.done) {
      response.status(409).json({ message: "The clock is on its way already.", journey });
      return;
    }
    if (to < clock.now()) {
      response.status(400).json({ message: "`to` lies in the past; the sandbox clock only moves forward." });
      return;
    }
    journey = { from: clock.now(), to, at: clock.now(), steps: 0, late: 0, done: false };
    const travelled = advance(clock, followers, journey);
    // As RFC 7240 has it: who travels for longer than a request may last asks for the answer now, and reads GET /clock.
    if (request.get("prefer") === "respond-async") {
      travelled.catch(tell);
      response.status(202).json({ now: clock.now().toISOString(), sequence: clock.sequence(), journey });
      return;
    }
    if (request.is("application/json")) {
      await travelled;
      response.json({ now: clock.now().toISOString(), sequence: clock.sequence(), journey });
      return;
    }
    travelled.catch(tell);
    response.redirect(303, "/");
  });

  router.get("/", (_request, response) => {
    response.type("html").send(clockPage(clock.now(), journey, links));
  });
  return router;
}

const tell = (error: unknown) => console.error("The clock stopped on its way:", error);

/** Resolves at the clock's next move, or after the limit. */
function changed(clock: WorldClock, limitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(), limitMs);
    const forget = clock.onChange(() => done());
    const done = () => {
      clearTimeout(timer);
      forget();
      resolve();
    };
  });
}

/** Calendar months keep the day of the month and are clamped to its last day; everything in UTC. */
function plus(from: Date, amount: number, of: z.infer<typeof unit>): Date {
  if (of === "months") {
    const first = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + amount, 1));
    const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
    first.setUTCDate(Math.min(from.getUTCDate(), last));
    return new Date(first.getTime() + (from.getTime() % 86_400_000));
  }
  const milliseconds = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 };
  return new Date(from.getTime() + amount * milliseconds[of]);
}
