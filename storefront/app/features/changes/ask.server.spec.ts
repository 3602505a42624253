import type { ChangePreview } from "../../server/api/changes.server";
import { ApiError, BackendUnavailableError, type MedusaClient } from "../../server/medusa.server";
import { askChange, submitChange } from "./ask.server";
import { CONFIRM, PAY, WITHDRAW } from "./fields";
import { figuresOf } from "./figures";

const ID = "cspsub_1";
const PATH = `/store/csp/subscriptions/${ID}/changes`;
const usd = (amount: string) => ({ amount, currency: "USD" });
const preview = {
  ...{ hash: "h2", current_quantity: 10, from_on: "2026-11-30", next_term: null, later: null },
  charge: { kind: "invoice", amount_due: usd("20.00"), credit_earned: usd("0.00") },
  rest_of_term: usd("300.00"),
} as unknown as ChangePreview;
const conflict = new ApiError(409, "conflict", "Another change of this subscription is being made.", [], null);
const refusal = (field: string, message: string, status = 400) =>
  new ApiError(status, "invalid_data", "no", [{ field, message }], null);

type Answers = {
  preview?: ChangePreview | Error;
  request?: Error;
  withdraw?: Error;
  payment?: { url: string } | Error;
};

/** An API that answers as told and notes what it was sent. */
function api(answers: Answers) {
  const sent: [string, unknown][] = [];
  const say = (answer: unknown) => {
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  };
  const post = async (path: string, call: { body?: unknown }) => {
    sent.push([path, call.body]);
    if (path.endsWith("/preview")) {
      const answer = say(answers.preview ?? preview);
      return { preview: answer };
    }
    if (path.endsWith("/withdraw")) {
      return { change: say(answers.withdraw) };
    }
    return path.endsWith("/payment") ? say(answers.payment) : { change: say(answers.request) };
  };
  return { sent, client: { post } as unknown as MedusaClient };
}

const ask = (client: MedusaClient, query: string) => askChange(client, ID, new URLSearchParams(query));
const submit = (client: MedusaClient, fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    form.set(name, value);
  }
  return submitChange(client, ID, form);
};
const adding = { intent: CONFIRM, change: "seats", quantity: "15", hash: "h1" };

beforeAll(() => {
  Object.assign(process.env, {
    MEDUSA_URL: "http://localhost:9000",
    MEDUSA_PUBLISHABLE_KEY: "pk_test",
    SESSION_SECRETS: "a-secret-of-at-least-thirty-two-letters",
    SHOP_ORIGIN: "http://localhost:8000",
    PAYMENT_ORIGINS: "https://checkout.stripe.com",
  });
  jest.spyOn(console, "error").mockImplementation(() => undefined);
});

describe("asking what a change would mean", () => {
  it("asks nothing when the page was opened without a change", async () => {
    const { client, sent } = api({});
    expect(await ask(client, "quantity=12")).toBeNull();
    expect(sent).toEqual([]);
  });

  it.each<[string, object]>([
    ["change=seats&quantity=+12+", { kind: "seats", quantity: 12 }],
    ["change=cancel", { kind: "cancel" }],
    ["change=renewal&outcome=renew&renewal_quantity=7", { kind: "renewal", outcome: "renew", quantity: null }],
    ["change=renewal&outcome=renew_with&renewal_quantity=7", { kind: "renewal", outcome: "renew", quantity: 7 }],
    ["change=renewal&outcome=stop", { kind: "renewal", outcome: "stop", quantity: null }],
    ["change=renewal&outcome=extend", { kind: "renewal", outcome: "extend", quantity: null }],
  ])("%s", async (query, change) => {
    const { client, sent } = api({});
    expect(await ask(client, query)).toMatchObject({ problem: null, preview: { hash: "h2" }, moved: null });
    expect(sent).toEqual([[`${PATH}/preview`, { change }]]);
  });

  it.each(["", "1.5", "-1", "0", "ten", "1e3", "1234567"])("answers %p seats itself", async (quantity) => {
    const { client, sent } = api({});
    for (const [change, field] of [
      ["seats", "quantity"],
      ["renewal", "renewal_quantity"],
    ] as const) {
      const query = new URLSearchParams({ change, outcome: "renew_with", [field]: quantity }).toString();
      const problem = { field, message: "Enter a whole number of seats, 1 or more." };
      expect(await ask(client, query)).toMatchObject({ problem, preview: null });
    }
    expect(await ask(client, "change=renewal&outcome=sleep")).toMatchObject({ problem: { field: "outcome" } });
    expect(sent).toEqual([]);
  });

  it.each([
    [
      "change=seats&quantity=301",
      "quantity",
      "must be at most 300",
      "quantity",
      "Number of seats must be at most 300.",
    ],
    [
      "change=renewal&outcome=renew_with&renewal_quantity=301",
      "change.quantity",
      "must be at most 300",
      "renewal_quantity",
      "Number of seats must be at most 300.",
    ],
    [
      "change=renewal&outcome=stop",
      "outcome",
      "is what is planned already",
      "outcome",
      "This choice is what is planned already.",
    ],
    [
      "change=cancel",
      "subscription",
      "can no longer be cancelled: it is committed until 29 Nov 2027",
      "",
      "This subscription can no longer be cancelled: it is committed until 29 Nov 2027.",
    ],
  ])("shows where it belongs what the API refuses of %s", async (query, named, said, field, message) => {
    const { client } = api({ preview: refusal(named, said) });
    expect(await ask(client, query)).toMatchObject({ problem: { field, message }, preview: null });
  });

  it("leaves what is nobody's input to the page's guard", async () => {
    const missing = new ApiError(404, "not_found", "no", [], {});
    await expect(ask(api({ preview: missing }).client, "change=cancel")).rejects.toBe(missing);
  });
});

describe("confirming a change", () => {
  it("asks for what was shown, under the preview's hash", async () => {
    const { client, sent } = api({});
    expect(await submit(client, adding)).toEqual({ kind: "done" });
    expect(sent).toEqual([[PATH, { change: { kind: "seats", quantity: 15 }, hash: "h1" }]]);
  });

  it("shows the new figures beside those that were seen when the preview has moved", async () => {
    const { client } = api({ request: conflict });
    const seen = { seen_now: "$10.00", seen_rest: "x".repeat(100) };
    expect(await submit(client, { ...adding, ...seen })).toMatchObject({
      kind: "asked",
      status: 409,
      question: { preview: { hash: "h2" }, problem: null, moved: { now: "$10.00", rest: "x".repeat(40), later: "" } },
    });
    expect(figuresOf(preview)).toEqual({
      ...{ from: "30 Nov 2026", seats: "10", now: "$20.00", later: "", rest: "$300.00" },
    });
  });

  it("says it in words when another change came first and nothing has moved", async () => {
    const { client } = api({ request: conflict });
    expect(await submit(client, { ...adding, hash: "h2" })).toMatchObject({
      status: 409,
      question: { moved: null, problem: { field: "", message: conflict.message } },
    });
  });

  it("asks anew where the form has lost its hash", async () => {
    const { client } = api({ request: refusal("hash", "must be the preview's hash") });
    expect(await submit(client, { ...adding, hash: "" })).toMatchObject({ question: { moved: {}, problem: null } });
  });

  it("cancels only when the word was typed", async () => {
    const { client, sent } = api({});
    const cancelling = { intent: CONFIRM, change: "cancel", hash: "h2" };
    expect(await submit(client, { ...cancelling, typed: "canc" })).toMatchObject({
      status: 400,
      question: { preview: { hash: "h2" }, problem: { field: "typed", message: "Type cancel to confirm." } },
    });
    expect(sent.map(([path]) => path)).toEqual([`${PATH}/preview`]);
    expect(await submit(client, { ...cancelling, typed: " Cancel " })).toEqual({ kind: "done" });
  });

  it("keeps what was typed while the shop cannot be reached", async () => {
    const { client } = api({ request: new BackendUnavailableError("no answer") });
    expect(await submit(client, adding)).toMatchObject({
      status: 503,
      question: { values: { change: "seats", quantity: "15" }, problem: { message: expect.stringMatching(/\.$/) } },
    });
  });

  it("lets an ended session through to the guard", async () => {
    const ended = new ApiError(401, "unauthorized", "no", [], {});
    await expect(submit(api({ request: ended }).client, adding)).rejects.toBe(ended);
    await expect(submit(api({ request: conflict, preview: ended }).client, adding)).rejects.toBe(ended);
  });
});

describe("a change under way", () => {
  it("is withdrawn, or said why not", async () => {
    const { client, sent } = api({});
    expect(await submit(client, { intent: WITHDRAW, change_id: "chg/1" })).toEqual({ kind: "done" });
    expect(sent).toEqual([[`${PATH}/chg%2F1/withdraw`, undefined]]);
    const late = new ApiError(409, "conflict", "It cannot be withdrawn any more.", [], null);
    expect(await submit(api({ withdraw: late }).client, { intent: WITHDRAW })).toMatchObject({
      kind: "refused",
      problem: { message: late.message },
    });
  });

  it("leads to the card page, and to no other", async () => {
    const good = { url: "https://checkout.stripe.com/c/pay_1" };
    expect(await submit(api({ payment: good }).client, { intent: PAY, change_id: "chg_1" })).toEqual({
      kind: "pay",
      ...good,
    });
    const foreign = submit(api({ payment: { url: "https://elsewhere.example/" } }).client, { intent: PAY });
    await expect(foreign).rejects.toBeInstanceOf(BackendUnavailableError);
  });

  it("answers a form that asks for nothing", async () => {
    expect(await submit(api({}).client, { intent: "dance" })).toMatchObject({ kind: "refused", status: 400 });
  });
});
