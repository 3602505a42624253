import fs from "node:fs";
import path from "node:path";
import { RouterContextProvider } from "react-router";
import { sessionMiddleware } from "./server/context.server";
import { openSession } from "./server/session.server";

/** What the API says while everything is well; only so much of it as the way to each form needs. */
const mockGood: Readonly<Record<string, unknown>> = mockAnswers();

jest.mock("./server/medusa.server", () => {
  const actual = jest.requireActual<typeof import("./server/medusa.server")>("./server/medusa.server");
  return {
    ...actual,
    createMedusaClient: (options: import("./server/medusa.server").MedusaClientOptions) => {
      const client = actual.createMedusaClient(options);
      // Shapes have tests of their own: a good answer is taken as it stands here.
      const taken = { safeParse: (data: unknown) => ({ success: true, data }) };
      return {
        ...client,
        get: (path: string, schema: unknown, token?: string) =>
          client.get(path, (path in mockGood ? taken : schema) as never, token),
      };
    },
  };
});

const ROUTES = path.join(__dirname, "routes");
const API = "http://localhost:9000";
const SECRET = "a-secret-of-at-least-thirty-two-letters";
const PARAMS = { id: "thing_1", handle: "offer" };
const RUBBISH: readonly (readonly [string, string])[] = [
  ["nothing at all", ""],
  ["one letter", "a"],
  ["signs", "'\"<>&;--\u0000\ud800"],
  ["ten thousand letters", "x".repeat(10_000)],
];
/** Every field that a form of the shop has, so that each action finds its own. */
const FIELDS = [
  "email password first_name last_name legal_name tax_id phone line1 line2 city province postal_code country_code kind",
  "prefix domain intent template_id accepted quote_hash card_consent po_number line plan handle quantity from to q page",
  "change outcome renewal_quantity hash typed change_id subscription_id term_last_on next_quantity",
]
  .join(" ")
  .split(" ");

type Args = { request: Request; url: URL; params: typeof PARAMS; context: RouterContextProvider };
type Handler = (args: Args) => unknown;
type RouteModule = { loader?: Handler; action?: Handler };

const modules: [string, RouteModule][] = fs
  .readdirSync(ROUTES)
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => [file, require(path.join(ROUTES, file)) as RouteModule]);
const named = modules.map(([file]) => file);

beforeAll(() => {
  Object.assign(process.env, {
    MEDUSA_URL: API,
    MEDUSA_PUBLISHABLE_KEY: "pk_test",
    SESSION_SECRETS: SECRET,
    SHOP_ORIGIN: "http://localhost:8000",
  });
  jest.spyOn(console, "error").mockImplementation(() => undefined);
});

/** An API that answers what is asked of it as told; what `isGood` names is answered well, without looking at shapes. */
function answerAll(answer: () => Response, isGood: (method: string, path: string) => boolean) {
  jest.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const { pathname } = new URL(String(input));
    const good = mockGood[pathname];
    return good !== undefined && isGood(init?.method ?? "GET", pathname) ? Response.json(good) : answer();
  });
}

const refusal = (status: number, body: unknown) => () => Response.json(body, { status });
const REFUSALS: readonly (readonly [string, () => Response])[] = [
  [
    "a field that no form has",
    refusal(400, { message: "no", errors: [{ field: "planet", message: "must be known" }] }),
  ],
  ["no field", refusal(400, { type: "invalid_data", message: "This cannot be." })],
  ["a conflict", refusal(409, { type: "conflict", message: "Somebody was quicker." })],
  ["a missing right", refusal(403, { type: "forbidden", message: "Not yours." })],
  ["nothing there", refusal(404, { type: "not_found", message: "There is no such thing." })],
  ["a rule", refusal(422, { type: "rule", message: "The rule says no." })],
  ["too many", refusal(429, { type: "too_many_requests", message: "Please wait a minute." })],
  ["an expired session", refusal(401, { message: "Unauthorized" })],
  ["a fault", refusal(500, { message: "boom" })],
  ["a proxy's page", () => new Response("<html>", { status: 502 })],
  ["a page instead of an answer", () => new Response("<html>", { status: 200 })],
];

async function call(handle: Handler, request: Request): Promise<{ thrown: boolean; answer: unknown }> {
  const context = new RouterContextProvider();
  let outcome: { thrown: boolean; answer: unknown } = { thrown: false, answer: null };
  await sessionMiddleware({ request, context }, async () => {
    try {
      const answer = await handle({ request, url: new URL(request.url), params: PARAMS, context });
      outcome = { thrown: false, answer };
    } catch (answer) {
      outcome = { thrown: true, answer };
    }
    return new Response();
  });
  return outcome;
}

function visit(query: string, form?: URLSearchParams): Request {
  const options = { secrets: [SECRET], secure: false, nowMs: Date.now() };
  const session = openSession(null, options);
  session.signIn("token", { email: "ada@adatum.com", firstName: "Ada", lastName: "Byron" });
  session.update({ cartId: "cart_1", checkoutId: "checkout_1" });
  const cookie = (session.commit() ?? "").split(";")[0] ?? "";
  const url = `http://localhost:8000/somewhere?${query}`;
  return form === undefined
    ? new Request(url, { headers: { cookie } })
    : new Request(url, { method: "POST", body: form, headers: { cookie } });
}

/** The status that a visitor gets; an error that nobody foresaw is a 500. */
function statusOf(answer: unknown): number {
  if (answer instanceof Response) {
    return answer.status;
  }
  if (answer instanceof Error) {
    return 500;
  }
  const { init } = (answer ?? {}) as { init?: { status?: number } | null };
  return init?.status ?? 200;
}

/** Whether a refused form says what is wrong, in a sentence. */
function saysWhy(answer: unknown): boolean {
  return /"(message|problem|text)":"[^"]+\."|"secret":null/.test(JSON.stringify(answer));
}

function everyField(value: string): URLSearchParams {
  return new URLSearchParams(FIELDS.map((name) => [name, value]));
}

const isReading = (method: string) => method === "GET";
const nothing = () => false;

describe("whatever is typed or answered, a page of the shop stands", () => {
  it("looks at every route", () => {
    expect(named.length).toBeGreaterThan(25);
    expect(named).toEqual(expect.arrayContaining(["cart.tsx", "resources.domain-check.ts", "sign-in.tsx"]));
  });

  describe.each(RUBBISH)("with %s in every field", (_words, value) => {
    it.each(modules)("%s never fails as a whole", async (_file, { loader, action }) => {
      answerAll(refusal(400, { message: "This cannot be." }), isReading);
      const query = everyField(value).toString();
      for (const handle of [loader, action]) {
        const request = handle === action ? visit(query, everyField(value)) : visit(query);
        const { answer } = handle ? await call(handle, request) : { answer: null };
        expect(statusOf(answer)).toBeLessThan(500);
      }
    });
  });

  describe.each(REFUSALS)("when the API says no with %s", (_words, answer) => {
    it.each(modules.filter(([, { action }]) => action))("%s answers its form on its own page", async (_file, route) => {
      answerAll(answer, isReading);
      const good = new URLSearchParams({
        ...{ email: "ada@adatum.com", password: "correct-horse-battery", first_name: "Ada", last_name: "Byron" },
        ...{ legal_name: "Adatum", phone: "+1 206 555 0100", line1: "1 Pike Place", city: "Seattle", province: "WA" },
        ...{
          postal_code: "98101",
          country_code: "us",
          kind: "new",
          prefix: "adatum",
          template_id: "t",
          accepted: "yes",
        },
        ...{ quote_hash: "h", card_consent: "yes", line: "l", plan: "cplan_1", handle: "offer", quantity: "2" },
        ...{ change: "seats", hash: "h", change_id: "chg_1" },
        ...{ subscription_id: "cspsub_1", term_last_on: "2027-03-14", outcome: "renew", next_quantity: "2" },
      });
      for (const intent of [
        ...["add", "remove", "change", "check", "save", "use_suggested_address"],
        ...["confirm_change", "withdraw_change", "pay_change", "confirm_renewal"],
      ]) {
        good.set("intent", intent);
        const said = await call(route.action as Handler, visit("", good));
        // Only a session that has ended leads away, to the sign-in page; nothing is thrown at the visitor.
        const leadsAway = said.answer instanceof Response && said.answer.status < 400;
        expect({ intent, thrown: said.thrown && !leadsAway }).toEqual({ intent, thrown: false });
        expect(leadsAway || saysWhy(said.answer)).toBe(true);
        expect(said.answer).not.toBeInstanceOf(Error);
      }
    });

    it.each(modules.filter(([file]) => file.startsWith("resources.")))(
      "%s says so to the page that asked",
      async (_file, { loader }) => {
        for (const isGood of [isReading, nothing]) {
          answerAll(answer, isGood);
          const said = await call(loader as Handler, visit("prefix=ab&handle=offer&quantity=2&plan=p"));
          expect(said.thrown).toBe(false);
          const { problem, value } = said.answer as { problem: string | null; value: { message?: string } | null };
          expect(problem ?? value?.message).toEqual(expect.stringMatching(/[a-z]{2,}.*\.$/));
        }
      },
    );

    it.each(modules.filter(([, { loader }]) => loader))("%s has a page for it", async (_file, { loader }) => {
      answerAll(answer, nothing);
      const { answer: page } = await call(loader as Handler, visit("quantity=2&plan=p"));
      expect(page).not.toBeInstanceOf(Error);
    });
  });
});

function mockAnswers() {
  const money = { amount: "1.00", currency: "USD" };
  const sum = { net: money, tax: money, gross: money };
  const quote = {
    ...{ id: "q", hash: "h", currency: "USD", lines: [], tax: { status: "included", rates: [] } },
    totals: { due_now: sum, each_month: sum, each_year: sum, whole_term: sum },
  };
  const tenant = { kind: "new", domain: "adatum.onmicrosoft.com", state: "chosen", relationship_url: null };
  const address = { line1: "1 Pike Place", city: "Seattle", postal_code: "98101", country_code: "us" };
  return {
    "/store/csp/carts/cart_1": { cart: { id: "cart_1", lines: [{ id: "l" }], quote, problems: [] } },
    "/store/csp/companies/me": {
      company: { id: "c", legal_name: "Adatum", address, tenant, agreement: { name: "Ada" } },
    },
    "/store/csp/shop": {
      seller: { support_email: "" },
      market: "US",
      countries: ["us"],
      card_consent: { text: "yes" },
    },
  };
}
