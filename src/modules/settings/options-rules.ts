import type { FieldProblem } from "../../input";
import type { Settings } from "./options-schema";

type Checked = { readonly [K in keyof Settings]?: Settings[K] };

/**
 * Medusa itself runs in production or not, whatever the options say: outside it sends session cookies unencrypted, and
 * real cards are not charged behind those.
 */
export function liveKeyProblems(options: unknown, runsInProduction: boolean): FieldProblem[] {
  const { stripe } = (options ?? {}) as { stripe?: { secretKey?: unknown } };
  const isLive = /^(sk|rk)_live_/.test(String(stripe?.secretKey ?? ""));
  const message = "a live Stripe key needs a process that runs with NODE_ENV=production; use a test key, or set it";
  return isLive && !runsInProduction ? [{ field: "stripe.secretKey", message }] : [];
}

/**
 * Rules over several options at once. They keep the simulators and the movable clock out of production and live keys out
 * of the simulators, because mixing the two moves real money by mistake.
 *
 * @param options what could be read; parts that are wrong in themselves are absent and not judged here
 * @param production true when the process or the options say production
 */
export function crossChecks(options: Checked, production: boolean): FieldProblem[] {
  const { stripe, clock, partnerCenter, vies } = options;
  const problems: FieldProblem[] = [];
  const add = (field: string, message: string) => problems.push({ field, message });
  const liveKey = /^(sk|rk)_live_/.test(stripe?.secretKey ?? "");
  if (production) {
    for (const name of ["sandboxUrl", "manualStart"] as const) {
      if (clock?.[name]) {
        add(`clock.${name}`, "a movable clock is refused in production; remove it");
      }
    }
    if (stripe?.apiBase) {
      add("stripe.apiBase", "a Stripe simulator is refused in production; remove it");
    }
    for (const name of ["apiBase", "loginBase", "priceSheetBase", "acceptancePage"] as const) {
      if (partnerCenter && !partnerCenter[name].startsWith("https://")) {
        add(`partnerCenter.${name}`, "must be https in production; a simulator is refused there");
      }
    }
    if (vies && !vies.apiBase.startsWith("https://")) {
      add("vies.apiBase", "must be https in production; a simulator is refused there");
    }
  }
  if (liveKey && stripe?.apiBase) {
    add("stripe.apiBase", "a live Stripe key is never sent to a simulator; use a test key or remove it");
  }
  for (const name of ["apiBase", "loginBase", "priceSheetBase"] as const) {
    if (liveKey && !production && partnerCenter && !partnerCenter[name].startsWith("https://")) {
      add(`partnerCenter.${name}`, "a live Stripe key never pays for licences of a simulator; use https or a test key");
    }
  }
  if (liveKey && clock?.sandboxUrl) {
    add("clock.sandboxUrl", "a live Stripe key cannot run on a movable clock; remove one of the two");
  }
  if (liveKey && clock?.manualStart) {
    add("clock.manualStart", "a live Stripe key cannot run on a movable clock; remove one of the two");
  }
  return problems;
}
