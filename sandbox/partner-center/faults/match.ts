import type { SimulatorState } from "../state";
import type { Fault, FaultKind } from "./fault";

/**
 * Takes (and counts down) the first fault of one of these kinds that fits the call.
 *
 * @param token with which kind of token it was made; null where nothing is known of it
 */
export function takeFault<K extends FaultKind>(
  state: SimulatorState,
  kinds: readonly K[],
  method: string,
  path: string,
  token: "app" | "user" | null = null,
): Extract<Fault, { kind: K }> | null {
  for (const fault of state.faults) {
    const wanted = (kinds as readonly string[]).includes(fault.kind);
    if (!wanted || (fault.token !== undefined && fault.token !== token)) {
      continue;
    }
    if ((fault.method !== "*" && fault.method !== method) || !new RegExp(fault.path, "i").test(path)) {
      continue;
    }
    if (fault.skip > 0) {
      fault.skip -= 1;
      continue;
    }
    fault.times -= 1;
    if (fault.times <= 0) {
      state.faults = state.faults.filter((other) => other !== fault);
    }
    return fault as Extract<Fault, { kind: K }>;
  }
  return null;
}
