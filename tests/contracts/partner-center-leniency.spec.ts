import { buy, type Harness, type Json, readyCustomer, startHarness, textAt } from "./support/partner-center";

let harness: Harness;

beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.running.stop());

/** Every link in an answer that is to be read, wherever it stands. */
function linksIn(value: Json): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(linksIn);
  }
  if (value === null || typeof value !== "object") {
    return [];
  }
  const own = typeof value.uri === "string" && (value.method ?? "GET") === "GET" ? [value.uri] : [];
  return [...own, ...Object.values(value).flatMap((inner) => linksIn(inner))];
}

test.each(["/v1/customers", "/v1//customers", "/customers", "//v1/customers?size=", "/v1/customers/"])(
  "GET %s lists customers",
  async (path) => {
    const answer = await harness.call("GET", path);
    expect([answer.status, Array.isArray(answer.body.items)]).toEqual([200, true]);
  },
);

test.each(["AddressLine2", "State", "PostalCode"])("an address whose %s is null is one without it", async (name) => {
  const address = { AddressLine1: "1 Microsoft Way", City: "Redmond", State: "WA", PostalCode: "98052", Country: "US" };
  const answer = await harness.call("POST", "/v1/validations/address", { body: { ...address, [name]: null } });
  const { [name]: _left, ...without } = { AddressLine2: "", ...address } as Record<string, string>;
  const same = await harness.call("POST", "/v1/validations/address", { body: without });
  expect([answer.status, answer.body.status]).toEqual([same.status, same.body.status]);
});

test.each(['"success"', "null", "{}", "not json", ""])("a checkout looks at no body: %s", async (body) => {
  const customerId = await readyCustomer(harness);
  const line = { Id: 0, CatalogItemId: await item(), Quantity: 1, BillingCycle: "monthly", TermDuration: "P1Y" };
  const cart = await harness.call("POST", `/v1/customers/${customerId}/carts`, { body: { LineItems: [line] } });
  const response = await fetch(`${harness.url}/v1/customers/${customerId}/carts/${textAt(cart.body, "id")}/checkout`, {
    method: "POST",
    headers: { authorization: `Bearer ${await harness.token("user")}`, "content-type": "application/json" },
    body,
  });
  expect(response.status).toBe(201);
});

async function item(): Promise<string> {
  const path = "/v1/products/CFQ7TTC0LCHC/skus/0002/availabilities?country=US";
  const { body } = await harness.call("GET", path);
  const items = body.items as { catalogItemId: string; terms: { duration: string }[] }[];
  return items.find((one) => one.terms.some((term) => term.duration === "P1Y"))?.catalogItemId ?? "";
}

test("every link of a customer, an order and a subscription leads somewhere", async () => {
  const customerId = await readyCustomer(harness);
  await buy(harness, customerId);
  const answers = [];
  for (const part of ["", "/orders", "/subscriptions"]) {
    answers.push((await harness.call("GET", `/v1/customers/${customerId}${part}`)).body);
  }
  const links = [...new Set(answers.flatMap(linksIn))];
  expect(links.length).toBeGreaterThan(5);
  const dead = [];
  for (const link of links) {
    const { status } = await harness.call("GET", link);
    if (status >= 400) {
      dead.push(`${status} ${link}`);
    }
  }
  expect(dead).toEqual([]);
});
