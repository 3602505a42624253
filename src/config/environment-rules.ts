/**
 * Rules over several settings at once. They keep the simulators and the movable clock out of production and live keys
 * out of the simulators, because mixing the two moves real money by mistake.
 */
export function crossChecks(env: Record<string, string>): string[] {
  const problems: string[] = [];
  const production = env.NODE_ENV === "production";
  const liveKey = /^(sk|rk)_live_/.test(env.STRIPE_SECRET_KEY ?? "");
  if (production && env.SANDBOX_CLOCK_URL) {
    problems.push("SANDBOX_CLOCK_URL: a movable clock is refused in production; remove it");
  }
  if (production && env.STRIPE_API_BASE) {
    problems.push("STRIPE_API_BASE: a Stripe simulator is refused in production; remove it");
  }
  if (liveKey && env.STRIPE_API_BASE) {
    problems.push("STRIPE_API_BASE: a live Stripe key is never sent to a simulator; use a test key or remove it");
  }
  if (liveKey && env.SANDBOX_CLOCK_URL) {
    problems.push("SANDBOX_CLOCK_URL: a live Stripe key cannot run on a movable clock; remove one of the two");
  }
  if (production) {
    for (const name of ["PARTNER_CENTER_API_BASE", "PARTNER_CENTER_LOGIN_BASE", "PARTNER_CENTER_PRICE_SHEET_BASE"]) {
      const value = env[name];
      if (value && !value.startsWith("https://")) {
        problems.push(`${name}: must be https in production; a simulator is refused there`);
      }
    }
  }
  return problems;
}
