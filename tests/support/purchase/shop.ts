import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { CLOCK_MODULE, type ClockService } from "../../../src/modules/clock";
import { duties } from "../../../src/workflows/duties";
import { describeParts } from "../medusa/describe-medusa";
import type { ServedRoute } from "../routes/served";
import { type Outside, startOutside } from "./outside";
import { hashQuickly } from "./quick-passwords";
import { signatureOf, Visitor } from "./visitor";

/** A running shop with the demonstration's catalogue, and its outside world. */
export interface ShopWorld {
  readonly container: MedusaContainer;
  readonly outside: Outside;
  /** Where the server listens. */
  readonly url: string;
  readonly now: Date;
  /** Every route it answers. */
  routes(): ServedRoute[];
  visitor(): Visitor;
  /** A plan of the demonstration on sale, by the words of its offer. */
  plan(query: string, term?: string, billingPlan?: string): Promise<{ id: string; max: number; variantId: string }>;
  /** Delivers an event to the card processor's webhook route, signed unless a signature is given. */
  deliver(event: unknown, signature?: string): Promise<{ status: number; body: unknown }>;
  /** Moves the shop's clock and the outside world's together. */
  advanceBy(milliseconds: number): void;
  /** Does the due work as the ticker does, second after second, until nothing comes due within half a minute. */
  runDuties(): Promise<void>;
}

/** Tests of one thing on a running shop; in a file of its own beside the specification that runs it with others. */
export type ShopPart = (world: () => ShopWorld) => void;

/** Boots Medusa once with the outside world simulated and runs the tests on it; each begins on the seed. */
export function describeShop(tests: ShopPart): void {
  describeShopParts({ "": tests });
}

/** As `describeShop`, for several parts that share the boot; each begins on the seed, with an outside world that knows nothing yet. */
export function describeShopParts(parts: Readonly<Record<string, ShopPart>>): void {
  let outside: Outside;
  let world: ShopWorld | undefined;
  beforeAll(async () => {
    hashQuickly();
    outside = await startOutside();
  });
  describeParts(
    "shop",
    (medusa) => {
      const shop = () => {
        if (world === undefined) {
          throw new Error("The shop is up from the first hook of a test on.");
        }
        return world;
      };
      return Object.entries(parts).map(([name, part]) => [
        name,
        () => {
          beforeAll(async () => {
            const { container, url, routes } = medusa();
            const [key] = await container.resolve(Modules.API_KEY).listApiKeys({ type: "publishable", title: "Shop" });
            world ??= createWorld(container, outside, { url, routes, publishableKey: key?.token ?? "" });
          });
          part(shop);
        },
      ]);
    },
    () => outside.reset(),
  );
  afterAll(async () => {
    await outside.stop();
  });
}

/** The shop that runs in this process, and its outside world. */
export function createWorld(
  container: MedusaContainer,
  outside: Outside,
  shop: { readonly url: string; readonly publishableKey: string; readonly routes: () => ServedRoute[] },
): ShopWorld {
  const clock = container.resolve(CLOCK_MODULE);
  const visitor = () => new Visitor({ ...shop, confirmAddress: (email) => confirmAddress(container, email) });
  const advanceBy = (milliseconds: number): void => {
    outside.advanceBy(milliseconds);
    clock.set(new Date(clock.now().getTime() + milliseconds));
  };
  return {
    container,
    outside,
    url: shop.url,
    routes: shop.routes,
    get now() {
      return clock.now();
    },
    visitor,
    plan: (query, term = "P1Y", billingPlan = "monthly") => findPlan(visitor(), query, term, billingPlan),
    deliver: async (event, signature) => {
      const payload = typeof event === "string" ? event : JSON.stringify(event, null, 2);
      const response = await fetch(`${shop.url}/hooks/csp/stripe`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "stripe-signature": signature ?? signatureOf(payload, clock.now()),
        },
        body: payload,
      });
      return { status: response.status, body: await response.json().catch(() => null) };
    },
    advanceBy,
    runDuties: () => runDuties(container, clock, advanceBy),
  };
}

/** Confirms an address with the code that would be in the mail. */
async function confirmAddress(container: MedusaContainer, email: string): Promise<void> {
  const auth = container.resolve(Modules.AUTH);
  const [identity] = await auth.listProviderIdentities({ entity_id: email, provider: "emailpass" });
  const { code } = await auth.requestAuthVerification({
    auth_identity_id: identity?.auth_identity_id ?? "",
    entity_id: email,
    entity_type: "email",
    code_provider: "token",
  });
  await auth.confirmAuthVerification({ code: code ?? "" });
}

async function runDuties(container: MedusaContainer, clock: ClockService, advanceBy: (ms: number) => void) {
  const soonMs = 30_000;
  for (let round = 0; round < 60; round += 1) {
    let soonest = Number.POSITIVE_INFINITY;
    for (const duty of duties) {
      const { nextDueAt } = await duty.run(container, clock.now());
      soonest = Math.min(soonest, nextDueAt?.getTime() ?? soonest);
    }
    const wait = soonest - clock.now().getTime();
    if (wait > soonMs) {
      return;
    }
    advanceBy(Math.max(wait, 1000));
  }
}

async function findPlan(visitor: Visitor, query: string, term: string, billingPlan: string) {
  const { value } = (await visitor.expect(200, "GET", `/store/csp/offers?q=${encodeURIComponent(query)}`)).at("offers");
  const handles = (value as { handle: string }[]).map((offer) => offer.handle);
  // The search finds word by word; the offer that is called exactly so comes first.
  const exact = query.toLowerCase().replaceAll(" ", "-");
  for (const handle of handles.sort((a, b) => Number(b.endsWith(exact)) - Number(a.endsWith(exact)))) {
    const offer = (await visitor.expect(200, "GET", `/store/csp/offers/${handle}`)).at("offer", "skus").value;
    const plans = (offer as { plans: PlanBody[] }[]).flatMap((sku) => sku.plans);
    const found = plans.find((plan) => plan.term === term && plan.billing_plan === billingPlan);
    if (found) {
      return { id: found.id, max: found.max_quantity, variantId: found.variant_id };
    }
  }
  throw new Error(`No plan ${term} ${billingPlan} is on sale for "${query}".`);
}

interface PlanBody {
  readonly id: string;
  readonly variant_id: string;
  readonly term: string;
  readonly billing_plan: string;
  readonly max_quantity: number;
}
