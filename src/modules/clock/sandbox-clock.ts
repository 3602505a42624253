import { z } from "zod";
import type { ClockMove, TimeSource } from "./clock";

const answerSchema = z.object({ now: z.iso.datetime(), sequence: z.int() });
const RETRY_MS = 500;
const ANSWER_LIMIT_MS = 20_000;

/**
 * Follows the sandbox's clock: the machine's clock plus an offset that the sandbox announces. One request is always
 * open at the sandbox, which answers as soon as the clock is moved, so followers are right within milliseconds.
 */
export class SandboxClock implements TimeSource {
  private offsetMs = 0;
  private sequence = -1;
  private readonly listeners = new Set<(moved: ClockMove) => void>();
  private stopped = false;
  private readonly abort = new AbortController();

  constructor(
    private readonly url: string,
    private readonly follower: string,
  ) {}

  /** Reads the clock once, then keeps following in the background. Rejects when the sandbox cannot be reached. */
  async start(): Promise<void> {
    await this.read(-1);
    void this.follow();
  }

  stop(): void {
    this.stopped = true;
    this.abort.abort();
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  onMoved(listener: (moved: ClockMove) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async follow(): Promise<void> {
    while (!this.stopped) {
      try {
        if (await this.read(this.sequence)) {
          this.announce();
        }
      } catch {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      }
    }
  }

  /** Waits at the sandbox until its sequence differs from `seen`. True when the clock was moved. */
  private async read(seen: number): Promise<boolean> {
    const query = `follower=${encodeURIComponent(this.follower)}&seen=${seen}`;
    const limit = AbortSignal.any([this.abort.signal, AbortSignal.timeout(ANSWER_LIMIT_MS)]);
    const response = await fetch(`${this.url}/clock/follow?${query}`, { signal: limit });
    if (!response.ok) {
      throw new Error(`The sandbox clock at ${this.url} answered ${response.status}.`);
    }
    const answer = answerSchema.parse(await response.json());
    const moved = answer.sequence !== this.sequence && seen !== -1;
    this.offsetMs = Date.parse(answer.now) - Date.now();
    this.sequence = answer.sequence;
    return moved;
  }

  private announce(): void {
    const sequence = this.sequence;
    const settled = (nextDueAt: Date | null) => void this.report(sequence, nextDueAt);
    if (this.listeners.size === 0) {
      settled(null);
    }
    for (const listener of this.listeners) {
      listener({ settled });
    }
  }

  private async report(sequence: number, nextDueAt: Date | null): Promise<void> {
    const body = JSON.stringify({ follower: this.follower, sequence, next_due_at: nextDueAt?.toISOString() ?? null });
    const headers = { "content-type": "application/json" };
    // A lost report only makes the sandbox wait for its own limit; it never changes what is billed.
    await fetch(`${this.url}/clock/settled`, { method: "POST", headers, body, signal: this.abort.signal }).catch(
      () => undefined,
    );
  }
}
