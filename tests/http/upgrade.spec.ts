import { stopTicker } from "../../src/processes/ticker";
import { FIRST_LANDED } from "../repository/first-landed";
import { bootMedusa, type RunningMedusa } from "../support/medusa/boot";
import { goBackTo, migrationsRun, serveMedusa } from "../support/medusa/earlier-version";
import { createDatabaseWith, DATABASE_WITHIN_MS, fill } from "../support/medusa/templates";
import { databaseUrl, dropDatabase, onDatabase } from "../support/postgres";
import { type Outside, startOutside } from "../support/purchase/outside";
import { createWorld } from "../support/purchase/shop";
import { enterCard, Visitor } from "../support/purchase/visitor";

jest.setTimeout(300_000);

// The agreement as the first landed version had it: ticked in the shop, and told to the vendor with the first order.
process.env.PARTNER_CENTER_AGREEMENT_WAY = "confirmation";

const CARD = "4242424242424242";
const database = `upgrade_${process.pid}`;
let outside: Outside;
let medusa: RunningMedusa | undefined;

beforeAll(async () => {
  outside = await startOutside();
  outside.vendor.configure({ profile: "2025-06" });
  await createDatabaseWith("shop", database);
}, DATABASE_WITHIN_MS);
afterAll(async () => {
  await medusa?.stop();
  await dropDatabase(database);
  await outside.stop();
});

/** Rows of Seatline's tables that grow with what customers do. */
async function countRows(): Promise<Record<string, number>> {
  return onDatabase(async (client) => {
    const counts: Record<string, number> = {};
    for (const table of ["company", "quote", "checkout", "billing_account", "plan", "publication", "price"]) {
      const { rows } = await client.query<{ count: number }>(`select count(*)::int as count from csp_${table}`);
      counts[table] = rows[0]?.count ?? 0;
    }
    return counts;
  }, database);
}

it("takes over a database of the first landed version: nothing is run twice, and what was under way goes on", async () => {
  const publishableKey = await onDatabase(async (client) => {
    const { rows } = await client.query<{ token: string }>("select token from api_key where title = 'Shop'");
    return rows[0]?.token ?? "";
  }, database);

  // Under the earlier version: a cart with its quote, a card page that is open, and an order that has just been paid.
  const earlier = await serveMedusa(database);
  const shop = { url: earlier.url, publishableKey, confirmAddress };
  const planId = await aPlan(new Visitor(shop));
  const browsing = new Visitor(shop);
  const cart = await browsing.cartWith(planId, 3);
  const paying = await new Visitor(shop).readyToOrder();
  const open = await paying.startCheckout(planId, 2);
  const waiting = await new Visitor(shop).readyToOrder();
  const paid = await waiting.startCheckout(planId, 4);
  await enterCard(paid.url, CARD);
  const returned = await waiting.expect(200, "POST", `/store/csp/checkouts/${paid.id}/return`, {});
  const orderId = returned.text("checkout", "order_id");
  await earlier.stop();
  const undone = await goBackTo(database, FIRST_LANDED);
  const before = await migrationsRun(database);
  await onDatabase((client) => client.query(OLD_TENANTS), database);
  const rows = await countRows();
  expect(before).toEqual(expect.arrayContaining([...FIRST_LANDED]));
  expect(before.filter((name) => undone.includes(name))).toEqual([]);

  await fill(database, "migrate");

  expect(await migrationsRun(database)).toEqual([...before, ...undone].sort());
  expect(await countRows()).toEqual(rows);
  expect(await oldTenants()).toEqual([
    ["co_alone", "linked", "before", null],
    ["co_first", "linked", "before", null],
    ["co_later", "linked", "shared_before", null],
    ["co_new", "linked", "created", null],
    ["co_waiting", "unproven", null, "open"],
  ]);
  medusa = await bootMedusa(databaseUrl(database));
  const { container, url } = medusa;
  shop.url = url;
  await onDatabase((client) => client.query(LEASES_RUN_OUT), database);
  const world = createWorld(container, outside, { ...shop, routes: medusa.routes });

  const seen = await browsing.expect(200, "GET", `/store/csp/carts/${cart.id}`);
  expect(seen.text("cart", "quote", "totals", "due_now", "gross", "amount")).toBe(cart.gross);
  await enterCard(open.url, CARD);
  const done = await paying.expect(200, "POST", `/store/csp/checkouts/${open.id}/return`, {});
  expect(done.text("checkout", "order_id")).not.toBe(orderId);
  await stopTicker();
  await world.runDuties();
  for (const [visitor, id] of [
    [waiting, paid.id],
    [paying, open.id],
  ] as const) {
    const live = await visitor.expect(200, "GET", `/store/csp/checkouts/${id}`);
    expect(live.text("checkout", "state")).toBe("live");
    expect(live.text("checkout", "invoice", "number")).toMatch(/^INV/);
  }
  expect(Object.keys(outside.vendor.state().orders)).toHaveLength(2);
});

/** Companies of the first landed version, whose word was taken for an existing tenant; two of them share one. */
const OLD_TENANTS = [
  ["co_alone", "existing", "alone.example", "linked", "v-alone", 1],
  ["co_first", "existing", "shared.example", "linked", "V-SHARED", 1],
  ["co_later", "existing", "shared.example", "linked", "v-shared", 2],
  ["co_new", "new", "fresh.onmicrosoft.com", "linked", "v-new", 1],
  ["co_waiting", "existing", "waits.example", "pending_relationship", null, 1],
]
  .map(
    ([id, kind, domain, state, vendorTenantId, day]) => `
      insert into csp_company select (jsonb_populate_record(c, '{"id": "${id}"}')).*
        from csp_company c where id not like 'co\\_%' limit 1;
      insert into csp_company_tenant (company_id, kind, domain, state, vendor_tenant_id, chosen_at, linked_at)
        values ('${id}', '${kind}', '${domain}', '${state}', ${vendorTenantId === null ? "null" : `'${vendorTenantId}'`},
          '2026-01-0${day}', ${vendorTenantId === null ? "null" : `'2026-01-0${day}'`});`,
  )
  .join("");

async function oldTenants(): Promise<unknown[]> {
  return onDatabase(async (client) => {
    const { rows } = await client.query({
      text: `select t.company_id, t.state, t.proven_by, c.state as claim from csp_company_tenant t
        left join csp_tenant_claim c on c.company_id = t.company_id
        where t.company_id like 'co\\_%' order by t.company_id`,
      rowMode: "array",
    });
    return rows;
  }, database);
}

/** No mail leaves this shop: what a click on the link in it would leave behind. */
async function confirmAddress(email: string): Promise<void> {
  await onDatabase(
    (client) =>
      client.query(
        `insert into auth_verification (id, auth_identity_id, entity_id, entity_type, code_provider, verified_at, requested_at)
         select 'authver_' || id, auth_identity_id, entity_id, 'email', 'token', now(), now()
         from provider_identity where entity_id = $1`,
        [email],
      ),
    database,
  );
}

/** A process that was killed holds its leases for some minutes more. */
const LEASES_RUN_OUT = ["provisioning_task", "subscription", "checkout", "inbox_event"]
  .map((table) => `update csp_${table} set lease_until = now() - interval '1s' where lease_token is not null`)
  .join(";");

async function aPlan(visitor: Visitor): Promise<string> {
  const offer = await visitor.expect(200, "GET", "/store/csp/offers/microsoft-365-business-premium");
  const { value } = offer.at("offer", "skus", 0, "plans");
  const plans = value as { id: string; term: string; billing_plan: string }[];
  return plans.find((plan) => plan.term === "P1Y" && plan.billing_plan === "monthly")?.id ?? "";
}
