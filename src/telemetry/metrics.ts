import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** All figures of this process. Names follow Prometheus: base units, `_total` for counters. */
export const registry = new Registry();

/** Processor, memory, event loop and garbage collection; called once at start. */
export function collectProcessMetrics(): void {
  if (registry.getSingleMetric("process_cpu_seconds_total") === undefined) {
    collectDefaultMetrics({ register: registry });
  }
}

const turns = new Counter({
  name: "seatline_duty_turns_total",
  help: "Turns of a duty by how they ended: done, failed, over_limit",
  labelNames: ["duty", "outcome"],
  registers: [registry],
});
const seconds = new Histogram({
  name: "seatline_duty_turn_seconds",
  help: "Time a turn of a duty took",
  labelNames: ["duty"],
  buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 30, 120, 600],
  registers: [registry],
});

const passedOver = new Counter({
  name: "seatline_duty_rows_passed_over_total",
  help: "Rows of a duty's batch whose work failed while the rest went on",
  labelNames: ["duty"],
  registers: [registry],
});

export const dutyMetrics = {
  passedOver(duty: string): void {
    passedOver.inc({ duty });
  },
  turn(duty: string, outcome: "done" | "failed" | "over_limit", ms: number): void {
    turns.inc({ duty, outcome });
    seconds.observe({ duty }, ms / 1000);
  },
};

const refused = new Counter({
  name: "seatline_webhooks_refused_total",
  help: "Deliveries of a source that were not believed: not signed by it, too old, or no event",
  labelNames: ["source"],
  registers: [registry],
});

export const webhookMetrics = {
  refused(source: string): void {
    refused.inc({ source });
  },
};

const waiting = new Gauge({
  name: "seatline_backlog",
  help: "Work of a duty that is due and not done",
  labelNames: ["duty"],
  registers: [registry],
});
const oldest = new Gauge({
  name: "seatline_backlog_oldest_seconds",
  help: "How long the oldest work of a duty has been due",
  labelNames: ["duty"],
  registers: [registry],
});
const attention = new Gauge({
  name: "seatline_attention",
  help: "Things that wait for a person, by kind",
  labelNames: ["kind"],
  registers: [registry],
});
const lastSuccess = new Gauge({
  name: "seatline_duty_last_success_timestamp_seconds",
  help: "When a duty last ended a turn without failure, in business time",
  labelNames: ["duty"],
  registers: [registry],
});

export const stateMetrics = {
  backlog(duty: string, due: number, oldestSeconds: number): void {
    waiting.set({ duty }, due);
    oldest.set({ duty }, oldestSeconds);
  },
  attention(kind: string, count: number): void {
    attention.set({ kind }, count);
  },
  lastSuccess(duty: string, at: Date): void {
    lastSuccess.set({ duty }, at.getTime() / 1000);
  },
};
