import { type BillingWorld, company } from "./world";

export const STARTED_ON = "2026-01-31";

/** Companies that any process can know without being told: one to three subscriptions each, started on one day. */
export function ownCompanies(world: BillingWorld, count: number): string[] {
  const ids = Array.from({ length: count }, (_, index) => `c${String(index).padStart(3, "0")}`);
  for (const [index, id] of ids.entries()) {
    world.companies.set(id, company(id, "us"));
    for (let n = 0; n <= index % 3; n += 1) {
      world.addSubscription({ id: `${id}-${n}`, companyId: id, startedOn: STARTED_ON, quantity: 1 + n });
    }
  }
  return ids;
}
