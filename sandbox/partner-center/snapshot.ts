import { z } from "zod";
import type { SimulatorState, Subscription } from "./state";

const version = 1;

interface SnapshotFile {
  version: typeof version;
  state: SimulatorState;
}

const fileSchema = z.object({
  version: z.literal(version),
  state: z.custom<SimulatorState>((value) => z.looseObject({ customers: z.looseObject({}) }).safeParse(value).success),
});

export const toFile = (state: SimulatorState): SnapshotFile => ({ version, state });

/** A subscription of before there were these fields has none of what they say. */
const SUBSCRIPTION_FIELDS = {
  kind: "licence",
  extendedFrom: null,
  suspensionReasons: [],
} satisfies Partial<Subscription>;

function completed({ state, ...file }: SnapshotFile): SnapshotFile {
  const subscriptions = Object.fromEntries(
    Object.entries(state.subscriptions ?? {}).map(([id, one]) => [
      id,
      { ...structuredClone(SUBSCRIPTION_FIELDS), ...one },
    ]),
  );
  return { ...file, state: { ...state, subscriptions } };
}

/**
 * The state of an earlier run. A file of another version is refused: nothing in it can be trusted.
 * @throws ZodError when the file is not one of this simulator
 */
export const fromFile = (raw: unknown): SnapshotFile => completed(fileSchema.parse(raw));

/** Deliveries that were under way when the process ended are tried again. */
export function resumeDeliveries(state: SimulatorState, now: Date): void {
  for (const delivery of state.deliveries) {
    if (delivery.state === "waiting" && delivery.nextAttemptAt === null) {
      delivery.nextAttemptAt = now.toISOString();
    }
  }
}
