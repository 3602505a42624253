import type { MedusaContainer } from "@medusajs/framework/types";
import { CLOCK_MODULE } from "../../modules/clock";
import { countAttention } from "../../reads/attention";
import { readBacklog } from "../../reads/backlog";
import { collectProcessMetrics, registry, stateMetrics } from "../../telemetry/metrics";
import { dutyStates } from "../ticker";

/** All figures in Prometheus' text format; what lies in the database is read at the moment of the call. */
export async function readFigures(container: MedusaContainer): Promise<{ contentType: string; text: string }> {
  collectProcessMetrics();
  const now = container.resolve(CLOCK_MODULE).now();
  for (const { duty, due, oldestDueAt } of await readBacklog(container, now)) {
    stateMetrics.backlog(duty, due, oldestDueAt === null ? 0 : (now.getTime() - oldestDueAt.getTime()) / 1000);
  }
  for (const { kind, count } of await countAttention(container, now)) {
    stateMetrics.attention(kind, count);
  }
  for (const { duty, lastSuccessAt } of dutyStates() ?? []) {
    if (lastSuccessAt !== null) {
      stateMetrics.lastSuccess(duty, lastSuccessAt);
    }
  }
  return { contentType: registry.contentType, text: await registry.metrics() };
}
