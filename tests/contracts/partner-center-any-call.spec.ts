import {
  buy,
  customerBody,
  type Harness,
  type JsonObject,
  patchSubscription,
  readSubscription,
  readyCustomer,
  startHarness,
} from "./support/partner-center";

let harness: Harness;
let customerId: string;
let subscription: JsonObject;

const control = () => harness.simulator.control;

beforeEach(async () => {
  harness = await startHarness();
  customerId = await readyCustomer(harness);
  subscription = await buy(harness, customerId);
  control().configure({ profile: "2026-11" });
});
afterEach(() => harness.running.stop());

const attestation = {
  ...{ country: "US", language: "en", companyName: "Northwind Bikes", signatoryFirstName: "Ada" },
  ...{ signatoryLastName: "Brook", signatoryEmail: "ada@northwind.example" },
};

interface Change {
  path: string;
  make(): Promise<{ status: number; text: string }>;
  isDone(): Promise<boolean> | boolean;
}

/** Calls that change something, and whether they have. */
const CHANGES: Readonly<Record<string, Change>> = {
  "PATCH of a subscription": {
    path: "/subscriptions/[^/]+$",
    make: () => patchSubscription(harness, customerId, subscription.id, { quantity: 9 }),
    isDone: async () => (await readSubscription(harness, customerId, subscription.id)).quantity === 9,
  },
  "POST of an attestation": {
    path: "/attestations/enhanced$",
    make: () => harness.call("POST", "/v1/attestations/enhanced", { body: attestation, as: "app" }),
    isDone: () => Object.keys(control().state().attestations).length === 1,
  },
  "POST of a customer": {
    path: "/customers$",
    make: () => harness.call("POST", "/v1/customers", { body: customerBody("Birch Lane") }),
    isDone: () => Object.values(control().state().customers).some(({ companyName }) => companyName === "Birch Lane"),
  },
};

describe.each(Object.entries(CHANGES))("the %s", (name, { path, make, isDone }) => {
  const method = name.split(" ")[0] ?? "";

  it.each(["before", "after"] as const)("meets HTML in place of an answer, %s its effect", async (effect) => {
    control().addFault({ kind: "foreign_answer", method, path, effect, status: 502 });
    const answer = await make();
    expect([answer.status, answer.text.startsWith("<html>")]).toEqual([502, true]);
    expect(await isDone()).toBe(effect === "after");
    expect(control().state().faults).toEqual([]);
  });

  it("is done, and its answer cut in the middle", async () => {
    control().addFault({ kind: "cut_answer", method, path });
    // Whoever reads JSON cannot: the harness does, and fails.
    await expect(make()).rejects.toThrow(SyntaxError);
    expect(await isDone()).toBe(true);
  });
});

it("a price sheet that is cut is half of it", async () => {
  const sheet = () =>
    harness.call("GET", "/v1.0/sales/pricesheets(Market='US',PricesheetView='updatedlicensebased')/$value");
  const whole = (await sheet()).text;
  control().addFault({ kind: "cut_answer", path: "/pricesheets" });
  expect((await sheet()).text).toBe(whole.slice(0, Math.ceil(whole.length / 2)));
});

it("the page has a form for each of them, and for every call", async () => {
  const html = await (await fetch(`${harness.url}/`)).text();
  for (const kind of ["foreign_answer", "cut_answer", "drop_after_effect", "timeout_before_effect"]) {
    expect(html).toContain(`<option value="${kind}">`);
  }
  const set = (fields: Record<string, string>) =>
    fetch(`${harness.url}/_sim/faults`, { method: "POST", redirect: "manual", body: new URLSearchParams(fields) });
  const [every = ""] = /\^\/\(v1[^"]*/.exec(html) ?? [];
  expect((await set({ kind: "cut_answer", method: "*", path: every })).status).toBe(303);
  expect((await set({ kind: "foreign_answer", effect: "after", method: "PATCH", path: "/subscriptions" })).status).toBe(
    303,
  );
  expect(control().state().faults).toMatchObject([
    { kind: "cut_answer", method: "*", path: "^/(v1|v1\\.0|webhooks)/" },
    { kind: "foreign_answer", effect: "after", method: "PATCH" },
  ]);
});
