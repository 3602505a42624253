import { readAttention } from "../../reads/attention";
import { logOf } from "../../telemetry/log";
import { refuseUncorrected } from "../provisioning/refuse-task";
import { resumeOrders } from "../provisioning/resume-orders";
import type { Duty } from "../ticker";
import { eachRow } from "../ticker/each-row";
import { tellCustomers } from "./tell-customer";
import { tellDigest, tellNews } from "./tell-seller";

const EVERY_MS = 60_000;

/**
 * Looks once a minute of business time at what waits for a person, and tells those whom it concerns. It names no instant
 * at which it wants to run: the ticker wakes it at least that often.
 */
export function attentionDuty(): Duty {
  let lastAt: Date | null = null;
  return {
    name: "attention",
    limitMs: 120_000,
    async run(container, now) {
      if (lastAt !== null && Math.abs(now.getTime() - lastAt.getTime()) < EVERY_MS) {
        return { done: 0, nextDueAt: null };
      }
      const resumed = await resumeOrders(container, now);
      const ended = await refuseUncorrected(container, now);
      const { entries, unreadable } = await readAttention(container, now);
      for (const { kind, error } of unreadable) {
        logOf(container).error(`Attention: ${kind.title} cannot be read`, { rule: kind.name, error });
      }
      const tellings = [
        { to: "seller of news", tell: () => tellNews(container, entries, now) },
        { to: "seller by day", tell: () => tellDigest(container, entries, now) },
        { to: "customers", tell: () => tellCustomers(container, now) },
      ];
      await eachRow(container, tellings, ({ tell }) => tell(), {
        duty: "attention",
        failed: "Attention: a mail could not be written",
        about: ({ to }) => ({ rule: to }),
      });
      lastAt = now;
      return { done: resumed + ended, nextDueAt: null };
    },
  };
}
