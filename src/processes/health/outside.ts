import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../connections/settings";
import type { Settings } from "../../modules/settings";

export type Reached = { readonly name: string; readonly error: string | null };

const LIMIT_MS = 3_000;
/** Probes come every few seconds; the outside is asked less often. */
const KEEP_MS = 30_000;
const STRIPE_API = "https://api.stripe.com";

/** What each application of this process was answered last. */
const answered = new WeakMap<Settings, { readonly at: number; readonly answers: Promise<Reached[]> }>();

/** Whether the card processor and the vendor can be reached: any answer counts, no key is sent. */
export function reachable(container: MedusaContainer): Promise<Reached[]> {
  const settings = settingsOf(container);
  let kept = answered.get(settings);
  if (kept === undefined || performance.now() - kept.at > KEEP_MS) {
    const { stripe, partnerCenter } = settings;
    const answers = Promise.all([
      reach("stripe", stripe.apiBase ?? STRIPE_API),
      reach("partner-center", partnerCenter.apiBase),
    ]);
    kept = { at: performance.now(), answers };
    answered.set(settings, kept);
  }
  return kept.answers;
}

async function reach(name: string, address: string): Promise<Reached> {
  try {
    await fetch(address, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(LIMIT_MS) });
    return { name, error: null };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { name, error: cause instanceof Error ? cause.message : String(cause) };
  }
}
