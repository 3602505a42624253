import { randomUUID } from "node:crypto";
import { request as httpRequest } from "node:http";
import { generateTotpCode } from "@medusajs/auth/dist/utils/totp";
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";
import { generateResetPasswordTokenWorkflow } from "@medusajs/medusa/core-flows";
import { createManualClock } from "../../sandbox/clock/manual-clock";
import { seedAdmin } from "../../sandbox/demo/seed-admin";
import { startSmtp } from "../../sandbox/mailbox/smtp";
import { MailStore } from "../../sandbox/mailbox/store";
import { erasePerson } from "../../src/processes/account/erase-person";
import { mailDuty } from "../../src/processes/notify/duty";
import { retentionDuty } from "../../src/processes/retention/duty";
import { PERSONAL_TABLES } from "../../src/reads/personal-tables";
import { atFullCost } from "../support/purchase/quick-passwords";
import { describeShop } from "../support/purchase/shop";
import { COMPANY_FORM, enterCard, type Visitor } from "../support/purchase/visitor";

/** The application reads its settings before a test can choose a free port, so the port follows the process. */
const PORT = 10_000 + (process.pid % 20_000);
process.env.SMTP_URL = `smtp://127.0.0.1:${PORT}`;
const mailbox = new MailStore();
let mailServer: { stop(): Promise<void> };

const PASSWORD = "correct-horse-battery";
const NEW_PASSWORD = "another-horse-battery";

type Send = (
  path: string,
  body: unknown,
  headers?: Record<string, string>,
) => Promise<{ status: number; text: string }>;

beforeAll(async () => {
  mailServer = await startSmtp(PORT, mailbox, createManualClock(new Date("2026-03-15T10:00:00Z")));
});
afterAll(() => mailServer.stop());

describeShop((shop) => {
  const send: Send = async (path, body, headers = {}) => {
    const response = await fetch(`${shop().url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  };
  const signIn = async (email: string, password = PASSWORD): Promise<{ status: number; token: string }> => {
    const { status, text } = await send("/auth/customer/emailpass", { email, password });
    return { status, token: status === 200 ? JSON.parse(text).token : "" };
  };
  /** A request with a body, by any method. */
  const bodied = (method: string, path: string, body: unknown): Promise<number> =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify(body);
      const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
      const sent = httpRequest(`${shop().url}${path}`, { method, headers }, (answer) => {
        answer.resume();
        answer.on("end", () => resolve(answer.statusCode ?? 0));
      });
      sent.on("error", reject);
      sent.end(text);
    });
  const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
  const statusOf = async (token: string): Promise<number> => {
    const [key] = await shop().container.resolve(Modules.API_KEY).listApiKeys({ type: "publishable" });
    const headers = { ...bearer(token), "x-publishable-api-key": key?.token ?? "" };
    return (await fetch(`${shop().url}/store/csp/companies/me`, { headers })).status;
  };
  const mails = async () => {
    await mailDuty.run(shop().container, shop().now);
    return mailbox.list();
  };
  const mailed = async (page: string): Promise<{ to: string; link: string }[]> =>
    (await mails())
      .map(({ to, text }) => ({ to: to.join(), link: /https?:\/\/\S+/.exec(text)?.[0] ?? "" }))
      .filter(({ link }) => new URL(link).pathname === page);

  const linkTo = (page: string, email: string): Promise<string> =>
    waitFor(async () => (await mailed(page)).find(({ to }) => to === email)?.link);
  const notMeLinkTo = (email: string): Promise<string> =>
    waitFor(async () =>
      (await mails())
        .filter(({ to }) => to.join() === email)
        .flatMap(({ text }) => /https?:\/\/\S+\/not-me\?\S+/.exec(text) ?? [])
        .at(0),
    );
  const codeIn = (link: string): string => new URL(link).searchParams.get("code") ?? "";
  const tokenIn = (link: string): string => new URL(link).searchParams.get("token") ?? "";

  describe("limits", () => {
    it.each([
      ["a customer", "/auth/customer/emailpass"],
      ["a customer, the path written in percent signs", "/auth/customer/%65mailpass"],
      ["a customer, the actor written in percent signs", "/auth/%63ustomer/emailpass"],
      ["a customer, with a slash at the end", "/auth/customer/emailpass/"],
      ["a customer, in capitals", "/AUTH/customer/emailpass"],
      ["a user of the admin", "/auth/user/emailpass"],
    ])("hold for %s", async (_who, path) => {
      const statuses: number[] = [];
      for (let attempt = 0; attempt < 11; attempt += 1) {
        statuses.push((await send(path, { email: "ada@limits.example", password: `wrong-${attempt}` })).status);
      }
      expect(statuses.slice(0, 10)).not.toContain(429);
      expect(statuses[10]).toBe(429);
    });

    it("count one account, however it is written and wherever it is tried", async () => {
      const spellings = ["Ada@limits.example", "ADA@limits.example", " ada@limits.example", "ada@LIMITS.example"];
      for (let attempt = 0; attempt < 10; attempt += 1) {
        await send("/auth/customer/emailpass", { email: spellings[attempt % 4], password: "wrong" });
      }
      expect((await send("/auth/customer/emailpass", { email: "ada@limits.example", password: "wrong" })).status).toBe(
        429,
      );
      expect((await send("/auth/customer/emailpass", { email: "bob@limits.example", password: "wrong" })).status).toBe(
        401,
      );
    });

    it("hold for an account, whoever it is tried as", async () => {
      const statuses: number[] = [];
      for (let attempt = 0; attempt < 11; attempt += 1) {
        const path = `/auth/${attempt % 2 === 0 ? "customer" : "user"}/emailpass`;
        statuses.push((await send(path, { email: "ada@limits.example", password: "wrong" })).status);
      }
      expect(statuses.slice(0, 10)).not.toContain(429);
      expect(statuses[10]).toBe(429);
    });

    it.each(["GET", "HEAD"])("hold for %s, which Medusa's sign-in takes too", async (method) => {
      const owner = await shop().visitor().signUp();
      for (let attempt = 0; attempt < 10; attempt += 1) {
        await bodied(method, "/auth/customer/emailpass", { email: owner.email, password: "wrong" });
      }
      expect(await bodied(method, "/auth/customer/emailpass", { email: owner.email, password: PASSWORD })).toBe(429);
    });

    it("count what fails: a customer who signs in often is not locked out", async () => {
      const owner = await shop().visitor().signUp();
      for (let attempt = 0; attempt < 14; attempt += 1) {
        expect((await signIn(owner.email)).status).toBe(200);
      }
    });

    it("are not passed by guesses that are made at once", async () => {
      const owner = await shop().visitor().signUp();
      const guess = () => send("/auth/customer/emailpass", { email: owner.email, password: "wrong" });
      const statuses = (await Promise.all(Array.from({ length: 24 }, guess))).map(({ status }) => status);
      expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
      expect(statuses).toContain(429);
    });

    it("hold for a host of IPv6 addresses, and say how long to wait", async () => {
      const from = (attempt: number) => ({ "x-forwarded-for": `2001:db8:0:7:${attempt.toString(16)}::${attempt}` });
      let last = { status: 0, text: "", wait: null as string | null };
      for (let attempt = 0; attempt < 61; attempt += 1) {
        const response = await fetch(`${shop().url}/auth/customer/emailpass`, {
          method: "POST",
          headers: { "content-type": "application/json", ...from(attempt) },
          body: JSON.stringify({ email: `ada-${attempt}@limits.example`, password: "" }),
        });
        last = { status: response.status, text: await response.text(), wait: response.headers.get("retry-after") };
      }
      expect(last.status).toBe(429);
      expect(Number(last.wait)).toBeGreaterThan(0);
      expect(JSON.parse(last.text).message).toMatch(/Please wait (\d+ seconds|a minute)/);
    });

    it.each([
      "/auth/customers/emailpass",
      "/auth/CUSTOMER/emailpass",
      "/auth/customer%20/emailpass",
      "/auth/customer/nobody",
      "/auth/customer/EMAILPASS",
      ...["register", "reset-password", "update", "callback"].map((last) => `/auth/anybody/emailpass/${last}`),
      ...["register", "reset-password", "update", "callback"].map((last) => `/auth/customer/nobody/${last}`),
      "/auth/nobody/user",
    ])("%s is no door: nothing is tried there", async (path) => {
      const owner = await shop().visitor().signUp();
      const body = { email: owner.email, identifier: owner.email, password: PASSWORD };
      expect((await send(path, body)).status).toBe(404);
    });

    it("hold for reset links of an account, as whomever it is asked", async () => {
      const statuses: number[] = [];
      for (const actor of ["customer", "user", "customer", "user"]) {
        const body = { identifier: "ada@limits.example" };
        statuses.push((await send(`/auth/${actor}/emailpass/reset-password`, body)).status);
      }
      expect(statuses).toEqual([201, 201, 201, 429]);
    });

    it("are counted in the database, which all processes share", async () => {
      await send("/auth/customer/emailpass", { email: "ada@limits.example", password: "wrong" });
      const access = shop().container.resolve("csp_access");
      const { requests } = await access.countRequest("signInsPerAccount:ada@limits.example", 60_000);
      expect(requests).toBe(2);
    });

    it("hold for changes of carts, which write as well", async () => {
      const visitor = shop().visitor();
      const line = "/store/csp/carts/cart_none/lines";
      const change = async (method: string, path: string) =>
        (await visitor.call(method, path, { plan_id: "x", quantity: 1 })).status;
      expect(await change("POST", line)).toBe(404);
      await shop().container.resolve("__pg_connection__")("csp_request_count").update({ requests: 300 });
      expect(await change("POST", line)).toBe(429);
      expect(await change("POST", `${line}/cali_none`)).toBe(429);
      expect(await change("DELETE", `${line}/cali_none`)).toBe(429);
    });

    it("hold for files of one customer, and nobody else's", async () => {
      const [one, other] = [await shop().visitor().signUp(), await shop().visitor().signUp()];
      const ask = async (visitor: typeof one, path: string) => (await visitor.call("GET", `/store/csp${path}`)).status;
      expect(await ask(one, "/invoices/inv_none/pdf")).toBe(404);
      await shop().container.resolve("__pg_connection__")("csp_request_count").update({ requests: 60 });
      const files = ["/invoices/inv_none/pdf", "/invoices/inv_none/xml", "/statement?format=csv"];
      expect(await Promise.all(files.map((path) => ask(one, path)))).toEqual([429, 429, 429]);
      expect(await ask(one, "/invoices")).not.toBe(429);
      expect(await ask(other, "/invoices/inv_none/pdf")).toBe(404);
    });

    it("hold for mails that strangers ask for", async () => {
      const statuses: number[] = [];
      for (let attempt = 0; attempt < 4; attempt += 1) {
        const body = { identifier: "ada@limits.example" };
        statuses.push((await send("/auth/customer/emailpass/reset-password", body)).status);
      }
      expect(statuses).toEqual([201, 201, 201, 429]);
    });
  });

  describe("one account", () => {
    const register = (email: string) => send("/auth/customer/emailpass/register", { email, password: PASSWORD });

    it("is found however the address is written", async () => {
      expect((await register("Grace.Hopper@Navy.example")).status).toBe(200);
      for (const email of ["grace.hopper@navy.example", "GRACE.HOPPER@NAVY.EXAMPLE", " Grace.Hopper@Navy.example "]) {
        expect((await signIn(email)).status).toBe(200);
      }
    });

    it("is not made twice", async () => {
      await register("grace@navy.example");
      const again = await send("/auth/customer/emailpass/register", {
        email: "Grace@Navy.example",
        password: "x".repeat(12),
      });
      expect(again.status).toBe(401);
      const found = await shop().container.resolve(Modules.AUTH).listProviderIdentities({ provider: "emailpass" });
      expect(found.filter(({ entity_id }) => entity_id.toLowerCase() === "grace@navy.example")).toHaveLength(1);
    });

    it("made with capitals by an earlier version still opens, with capitals and without", async () => {
      const auth = shop().container.resolve(Modules.AUTH);
      await auth.register("emailpass", { body: { email: "Early@Navy.example", password: PASSWORD } } as never);
      expect((await signIn("Early@Navy.example")).status).toBe(200);
      expect((await signIn("early@navy.example")).status).toBe(200);
    });

    it("is not matched by signs that a database reads as any letter", async () => {
      await register("abc@navy.example");
      expect((await signIn("a%@navy.example")).status).toBe(401);
      expect((await signIn("a_c@navy.example")).status).toBe(401);
    });
  });

  describe("a sign-in", () => {
    let owner: Visitor;
    let token: string;
    beforeEach(async () => {
      owner = await shop().visitor().signUp();
      token = (await signIn(owner.email)).token;
      expect(await statusOf(token)).toBe(200);
    });

    it("ends with the sign-out, and only this one", async () => {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const other = (await signIn(owner.email)).token;
      const [key] = await shop().container.resolve(Modules.API_KEY).listApiKeys({ type: "publishable" });
      const headers = { ...bearer(token), "x-publishable-api-key": key?.token ?? "" };
      expect(await send("/store/csp/account/sign-out", {}, headers)).toMatchObject({ status: 200 });
      expect(await statusOf(token)).toBe(401);
      expect(await statusOf(other)).toBe(200);
      expect((await send("/auth/token/refresh", {}, bearer(token))).status).toBe(401);
      expect((await send("/auth/session", {}, bearer(token))).status).toBe(401);
    });

    it("ends with all that it was refreshed into and the sessions that it opened", async () => {
      const refreshed = async (from: string) => {
        const answer = await send("/auth/token/refresh", {}, bearer(from));
        return JSON.parse(answer.text).token as string;
      };
      const child = await refreshed(token);
      const grandchild = await refreshed(child);
      const session = await fetch(`${shop().url}/auth/session`, { method: "POST", headers: bearer(child) });
      const cookie = session.headers.get("set-cookie")?.split(";")[0] ?? "";
      const [key] = await shop().container.resolve(Modules.API_KEY).listApiKeys({ type: "publishable" });
      const store = { "x-publishable-api-key": key?.token ?? "" };
      const bySession = () => fetch(`${shop().url}/store/csp/companies/me`, { headers: { ...store, cookie } });
      expect([await statusOf(child), await statusOf(grandchild), (await bySession()).status]).toEqual([200, 200, 200]);
      expect(await send("/store/csp/account/sign-out", {}, { ...bearer(grandchild), ...store })).toMatchObject({
        status: 200,
      });
      expect([await statusOf(token), await statusOf(child), await statusOf(grandchild)]).toEqual([401, 401, 401]);
      expect((await bySession()).status).toBe(401);
      expect((await send("/auth/token/refresh", {}, bearer(child))).status).toBe(401);
    });

    it("ends with the session that it opened, when that is left", async () => {
      const session = await fetch(`${shop().url}/auth/session`, { method: "POST", headers: bearer(token) });
      const cookie = session.headers.get("set-cookie")?.split(";")[0] ?? "";
      expect((await fetch(`${shop().url}/auth/session`, { method: "DELETE", headers: { cookie } })).status).toBe(200);
      expect(await statusOf(token)).toBe(401);
    });

    it("ends when the customer is removed", async () => {
      const customers = shop().container.resolve(Modules.CUSTOMER);
      const [customer] = await customers.listCustomers({ email: owner.email });
      await customers.softDeleteCustomers([customer?.id ?? ""]);
      expect(await statusOf(token)).toBe(401);
      expect((await send("/auth/token/refresh", {}, bearer(token))).status).toBe(401);
    });

    it("ends with a new password, whose link works once", async () => {
      expect(
        (await send("/auth/customer/emailpass/reset-password", { identifier: owner.email.toUpperCase() })).status,
      ).toBe(201);
      const link = await waitFor(
        async () => (await mailed("/new-password")).find(({ to }) => to === owner.email)?.link,
      );
      expect(link).toMatch(/^http:\/\/localhost:8000\/new-password\?token=/);
      const once = new URL(link).searchParams.get("token") ?? "";
      const change = () => send("/auth/customer/emailpass/update", { password: NEW_PASSWORD }, bearer(once));
      expect((await change()).status).toBe(200);
      expect(await statusOf(token)).toBe(401);
      expect((await signIn(owner.email)).status).toBe(401);
      const anew = await signIn(owner.email, NEW_PASSWORD);
      expect(await statusOf(anew.token)).toBe(200);
      expect((await change()).status).toBe(401);
    });
  });

  describe("a link for a new password", () => {
    const ask = (email: string) => send("/auth/customer/emailpass/reset-password", { identifier: email });
    const use = (link: string, password = NEW_PASSWORD) =>
      send("/auth/customer/emailpass/update", { password }, bearer(tokenIn(link)));
    const newest = async (email: string, known: readonly string[]) =>
      waitFor(
        async () => (await mailed("/new-password")).find(({ to, link }) => to === email && !known.includes(link))?.link,
      );
    let owner: Visitor;
    beforeEach(async () => {
      owner = await shop().visitor().signUp();
    });

    it("sets one password, however often it is used at once", async () => {
      await ask(owner.email);
      const link = await linkTo("/new-password", owner.email);
      const passwords = ["first", "second", "third", "fourth"].map((word) => `${word}-horse-battery`);
      const answers = await Promise.all(passwords.map((password) => use(link, password)));
      const won = answers.findIndex(({ status }) => status === 200);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
      expect(answers.find(({ status }) => status === 401)?.text).toContain("This link was used already");
      for (const [index, password] of passwords.entries()) {
        expect((await signIn(owner.email, password)).status).toBe(index === won ? 200 : 401);
      }
    });

    it("works until a newer one is mailed, and no longer", async () => {
      await ask(owner.email);
      const older = await newest(owner.email, []);
      await ask(owner.email);
      const newer = await newest(owner.email, [older]);
      expect((await use(older)).status).toBe(401);
      expect((await use(newer)).status).toBe(200);
    });

    it("of several that were made at once sets no second password after another has", async () => {
      const links = await Promise.all([1, 2].map(() => linkMadeFor(owner.email)));
      const answers = await Promise.all(links.map((link) => use(link)));
      expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
      for (const link of links) {
        expect((await use(link)).status).toBe(401);
      }
    });

    it("is worth nothing once the account is gone, not even for who has the address after it", async () => {
      await ask(owner.email);
      const link = await linkTo("/new-password", owner.email);
      const [customer] = await shop().container.resolve(Modules.CUSTOMER).listCustomers({ email: owner.email });
      await erasePerson(shop().container, customer?.id ?? "", { actor: "user_1", now: shop().now });
      expect((await use(link)).status).toBe(401);
      const heir = { email: owner.email, password: PASSWORD };
      expect((await send("/auth/customer/emailpass/register", heir)).status).toBe(200);
      const { token } = await signIn(owner.email);
      expect((await use(link)).status).toBe(401);
      expect((await send("/auth/token/refresh", {}, bearer(token))).status).toBe(200);
    });

    it("is not used up by a password that is too short", async () => {
      await ask(owner.email);
      const link = await linkTo("/new-password", owner.email);
      expect((await use(link, "short")).status).toBe(400);
      expect((await use(link)).status).toBe(200);
    });

    it("ends sign-ins although the process dies before it says so", async () => {
      const auth = shop().container.resolve(Modules.AUTH);
      const access = shop().container.resolve("csp_access");
      const before = (await signIn(owner.email)).token;
      const [identity] = await auth.listProviderIdentities({ entity_id: owner.email });
      const identityId = identity?.auth_identity_id ?? "";
      // What is written before the password is.
      const until = await access.beginNewPassword(identityId, Math.floor(Date.now() / 1000));
      expect(until).not.toBeNull();
      expect(await statusOf(before)).toBe(401);
      const meanwhile = (await later(() => signIn(owner.email))).token;
      expect(await statusOf(meanwhile)).toBe(401);
      await access.endNewPassword(identityId, until ?? "");
      expect(await statusOf(meanwhile)).toBe(401);
      expect(await statusOf((await later(() => signIn(owner.email))).token)).toBe(200);
    });

    async function linkMadeFor(email: string): Promise<string> {
      const { result } = await generateResetPasswordTokenWorkflow(shop().container).run({
        input: {
          entityId: email,
          actorType: "customer",
          provider: "emailpass",
          secret: shop().container.resolve("configModule").projectConfig.http.jwtSecret as string,
          metadata: {},
        },
      });
      return `http://shop.example/new-password?token=${encodeURIComponent(result)}`;
    }
  });

  it("answers alike whether there is such an account or not, and mails nobody else", async () => {
    const { status, text } = await send("/auth/customer/emailpass/reset-password", {
      identifier: "nobody@navy.example",
    });
    const owner = await shop().visitor().signUp();
    expect(await send("/auth/customer/emailpass/reset-password", { identifier: owner.email })).toEqual({
      status,
      text,
    });
    await waitFor(async () => (await mailed("/new-password")).find(({ to }) => to === owner.email));
    expect((await mailed("/new-password")).filter(({ to }) => to.startsWith("nobody"))).toEqual([]);
    const wrong = await send("/auth/customer/emailpass", { email: owner.email, password: "wrong" });
    const unknown = await send("/auth/customer/emailpass", { email: "nobody@navy.example", password: "wrong" });
    expect(unknown).toEqual(wrong);
  });

  it("takes about as long to refuse a stranger as a wrong password", async () => {
    const owner = await atFullCost(() => shop().visitor().signUp());
    const least = { known: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY };
    // In turns, so that whatever else the machine is busy with slows both; nine tries are within the limit of an account.
    for (let attempt = 0; attempt < 9; attempt += 1) {
      for (const [who, email] of [
        ["known", owner.email],
        ["unknown", "nobody@navy.example"],
      ] as const) {
        const begun = performance.now();
        expect((await send("/auth/customer/emailpass", { email, password: "wrong" })).status).toBe(401);
        least[who] = Math.min(least[who], performance.now() - begun);
      }
    }
    expect(least.unknown).toBeGreaterThan(least.known * 0.6);
  });

  describe("a mail address", () => {
    it("is confirmed before licences are ordered", async () => {
      const plan = await shop().plan("Microsoft 365 Business Premium");
      const owner = await (await (await (await shop().visitor().signUp()).withCompany()).withTenant()).withAgreement();
      const cart = await owner.cartWith(plan.id, 1);
      const form = { cart_id: cart.id, quote_hash: cart.hash, card_consent: true };
      const refused = await owner.expect(400, "POST", "/store/csp/checkouts", form);
      expect(refused.fields()).toEqual(["mail_address"]);
      const asked = await owner.expect(200, "POST", "/store/csp/account/confirmation", {});
      expect(asked.at("mail_address").value).toEqual({ email: owner.email, confirmed: false });
      const link = await waitFor(
        async () => (await mailed("/confirm-address")).find(({ to }) => to === owner.email)?.link,
      );
      const code = new URL(link).searchParams.get("code");
      const { token } = await signIn(owner.email);
      expect((await send("/auth/verification/confirm", { code })).status).toBe(401);
      expect((await send("/auth/verification/confirm", { code }, bearer(token))).status).toBe(200);
      owner.takeSignIn(token);
      const now = await owner.expect(200, "GET", "/store/csp/account/confirmation");
      expect(now.at("mail_address").value).toEqual({ email: owner.email, confirmed: true });
      await owner.expect(201, "POST", "/store/csp/checkouts", form);
      expect((await send("/auth/verification/confirm", { code }, bearer(token))).status).toBe(400);
    });

    it("of somebody else is not confirmed by their click, and nothing of a stranger outlives the owner", async () => {
      const squatter = await (await shop().visitor().signUp()).withCompany();
      const before = (await signIn(squatter.email)).token;
      await squatter.expect(200, "POST", "/store/csp/account/confirmation", {});
      const code = codeIn(await linkTo("/confirm-address", squatter.email));
      expect((await send("/auth/verification/confirm", { code })).status).toBe(401);
      const stranger = await shop().visitor().signUp();
      const other = (await signIn(stranger.email)).token;
      expect((await send("/auth/verification/confirm", { code }, bearer(other))).status).toBe(400);
      expect(await statusOf(before)).toBe(200);

      await send("/auth/customer/emailpass/reset-password", { identifier: squatter.email });
      const once = tokenIn(await linkTo("/new-password", squatter.email));
      const change = await send("/auth/customer/emailpass/update", { password: NEW_PASSWORD }, bearer(once));
      expect(change.status).toBe(200);
      expect(await statusOf(before)).toBe(401);
      expect((await signIn(squatter.email)).status).toBe(401);
      const { token } = await signIn(squatter.email, NEW_PASSWORD);
      squatter.takeSignIn(token);
      expect((await squatter.expect(200, "GET", "/store/csp/companies/me")).at("company").value).toBeNull();
      const now = await squatter.expect(200, "GET", "/store/csp/account/confirmation");
      expect(now.at("mail_address").value).toEqual({ email: squatter.email, confirmed: true });
    });

    it("takes no second factor of whoever signed up with it: it would keep the owner out for good", async () => {
      const stranger = await shop().visitor().signUp();
      const body = { email: `${randomUUID().slice(0, 8)}@navy.example`, password: PASSWORD };
      const unfinished = JSON.parse((await send("/auth/user/emailpass/register", body)).text).token;
      for (const token of [(await signIn(stranger.email)).token, unfinished]) {
        const answer = await send("/auth/mfa/factors", { provider: "totp" }, bearer(token));
        expect(answer).toMatchObject({ status: 403, text: expect.stringContaining("users of the admin") });
      }
    });

    it("ends every other sign-in when it is confirmed", async () => {
      const owner = await shop().visitor().signUp();
      const [one, other] = [(await signIn(owner.email)).token, (await later(() => signIn(owner.email))).token];
      await owner.expect(200, "POST", "/store/csp/account/confirmation", {});
      const code = codeIn(await linkTo("/confirm-address", owner.email));
      expect((await send("/auth/verification/confirm", { code }, bearer(other))).status).toBe(200);
      expect([await statusOf(one), await statusOf(other)]).toEqual([401, 200]);
    });

    it("that somebody else signed up with is freed by its owner, once and for all", async () => {
      const squatter = await (await shop().visitor().signUp()).withCompany();
      const { token } = await signIn(squatter.email);
      await squatter.expect(200, "POST", "/store/csp/account/confirmation", {});
      const code = codeIn(await notMeLinkTo(squatter.email));
      const disown = async (body: unknown) => {
        const [key] = await shop().container.resolve(Modules.API_KEY).listApiKeys({ type: "publishable" });
        return send("/store/csp/account/disown", body, { "x-publishable-api-key": key?.token ?? "" });
      };
      expect((await disown({ code: `${code}x` })).status).toBe(400);
      expect(await disown({ code })).toEqual({ status: 200, text: JSON.stringify({ removed: true }) });
      expect(await disown({ code })).toEqual({ status: 200, text: JSON.stringify({ removed: true }) });
      expect(await statusOf(token)).toBe(401);
      expect((await signIn(squatter.email)).status).toBe(401);
      const again = { email: squatter.email, password: NEW_PASSWORD };
      expect((await send("/auth/customer/emailpass/register", again)).status).toBe(200);
      expect((await disown({ code })).status).toBe(200);
      expect((await signIn(squatter.email, NEW_PASSWORD)).status).toBe(200);
    });

    it("may be asked to be confirmed by two windows at once", async () => {
      const owner = await shop().visitor().signUp();
      const ask = () => owner.call("POST", "/store/csp/account/confirmation", {});
      const answers = await Promise.all([ask(), ask(), ask()]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    });

    it("that is confirmed is not freed by an old link", async () => {
      const owner = await shop().visitor().signUp();
      await owner.expect(200, "POST", "/store/csp/account/confirmation", {});
      const code = codeIn(await notMeLinkTo(owner.email));
      await owner.confirmAddress();
      expect((await owner.expect(409, "POST", "/store/csp/account/disown", { code })).text("message")).toContain(
        "choose a new password",
      );
    });

    it("that nobody confirms is free after 14 days, unless something was ordered", async () => {
      const [forgotten, fresh, confirmed] = [
        await shop().visitor().signUp(),
        await shop().visitor().signUp(),
        await shop().visitor().signUp(),
      ];
      await confirmed.confirmAddress();
      for (const person of [forgotten, fresh]) {
        await person.expect(200, "POST", "/store/csp/account/confirmation", {});
      }
      const db = shop().container.resolve("__pg_connection__");
      const age = (email: string, days: number) =>
        db.raw("update provider_identity set created_at = now() - ? * interval '1 day' where entity_id = ?", [
          days,
          email,
        ]);
      await age(forgotten.email, 15);
      await age(confirmed.email, 15);
      await age(fresh.email, 13);
      // It looks once a minute.
      shop().advanceBy(60_000);
      await shop().runDuties();
      expect((await signIn(forgotten.email)).status).toBe(401);
      expect((await signIn(fresh.email)).status).toBe(200);
      expect((await signIn(confirmed.email)).status).toBe(200);
    });

    it("with an account is told when somebody signs up with it, once a day, and the caller is not", async () => {
      const owner = await shop().visitor().signUp();
      const signUp = (password: string) =>
        send("/auth/customer/emailpass/register", { email: owner.email.toUpperCase(), password });
      expect((await signUp(PASSWORD)).status).toBe(401);
      expect((await signUp("somebody-elses-password")).status).toBe(401);
      expect((await signUp("somebody-elses-password")).status).toBe(401);
      await linkTo("/sign-in", owner.email);
      await new Promise((resolve) => setTimeout(resolve, 500));
      const told = (await mails()).filter(({ to, text }) => to.join() === owner.email && text.includes("/sign-in"));
      expect(told).toHaveLength(1);
    });

    it.each([
      ["no mail address", { email: "ada", password: PASSWORD }],
      ["no text", { email: ["ada@navy.example"], password: PASSWORD }],
      ["a short password", { email: "ada@navy.example", password: "short" }],
    ])("makes no account of %s", async (_what, body) => {
      expect((await send("/auth/customer/emailpass/register", body)).status).toBe(400);
    });

    it("of somebody else is not written to", async () => {
      const owner = await shop().visitor().signUp();
      const { token } = await signIn(owner.email);
      const body = { entity_id: "victim@navy.example", entity_type: "email" };
      await send("/auth/verification/request", body, bearer(token));
      await owner.expect(200, "POST", "/store/csp/account/confirmation", {});
      await waitFor(async () => (await mailed("/confirm-address")).find(({ to }) => to === owner.email));
      expect((await mailed("/confirm-address")).filter(({ to }) => to.startsWith("victim"))).toEqual([]);
    });
  });

  describe("a user of the admin", () => {
    const ADMIN = { email: "owner@partner.example", password: PASSWORD };
    type FirstStep = { token: string; mfa_required?: boolean; mfa_challenge?: { id: string } };
    const asUser = async (credentials = ADMIN): Promise<FirstStep> =>
      JSON.parse((await send("/auth/user/emailpass", credentials)).text);

    beforeEach(() => seedAdmin(shop().container, ADMIN.email, ADMIN.password));

    it("may ask for a second factor, without which the password opens nothing", async () => {
      const { token } = await asUser();
      const started = JSON.parse((await send("/auth/mfa/factors", { provider: "totp" }, bearer(token))).text);
      const code = () => generateTotpCode({ secret: started.secret });
      const verify = `/auth/mfa/factors/${started.mfa_factor.id}/verify`;
      expect((await send(verify, { code: await code() }, bearer(token))).status).toBe(200);
      const first = await asUser();
      expect(first.mfa_required).toBe(true);
      const users = async (bearerToken: string) =>
        (await fetch(`${shop().url}/admin/users/me`, { headers: bearer(bearerToken) })).status;
      expect(await users(first.token)).toBe(401);
      const challenge = `/auth/mfa/challenges/${first.mfa_challenge?.id}/verify`;
      expect((await send(challenge, { method: "totp", code: "000000" }, bearer(first.token))).status).not.toBe(200);
      const passed = await send(challenge, { method: "totp", code: await code() }, bearer(first.token));
      expect(await users(JSON.parse(passed.text).token)).toBe(200);
    });

    it("is mailed a link to the admin, which works once", async () => {
      const token = (await asUser()).token;
      await send("/auth/user/emailpass/reset-password", { identifier: "Owner@Partner.example" });
      const found = async () => (await mailed("/app/reset-password")).find(({ to }) => to === ADMIN.email)?.link;
      const once = new URL(await waitFor(found)).searchParams.get("token") ?? "";
      expect((await send("/auth/user/emailpass/update", { password: NEW_PASSWORD }, bearer(once))).status).toBe(200);
      const me = await fetch(`${shop().url}/admin/users/me`, { headers: bearer(token) });
      expect(me.status).toBe(401);
      expect((await send("/auth/user/emailpass", { ...ADMIN, password: NEW_PASSWORD })).status).toBe(200);
    });
  });

  describe("what is kept about a person", () => {
    const ADMIN = { email: "owner@partner.example", password: PASSWORD };
    let admin: Record<string, string>;
    beforeEach(async () => {
      await seedAdmin(shop().container, ADMIN.email, ADMIN.password);
      admin = bearer(JSON.parse((await send("/auth/user/emailpass", ADMIN)).text).token);
    });
    const customerOf = async (email: string): Promise<string> => {
      const [customer] = await shop().container.resolve(Modules.CUSTOMER).listCustomers({ email });
      return customer?.id ?? "";
    };

    describe("at an address that is not their own", () => {
      /** Signs up with one address and names another one as the customer's. */
      const named = async (email: string) => {
        const own = `${randomUUID().slice(0, 8)}@stranger.example`;
        const { text } = await send("/auth/customer/emailpass/register", { email: own, password: PASSWORD });
        const [key] = await shop().container.resolve(Modules.API_KEY).listApiKeys({ type: "publishable" });
        const headers = { ...bearer(JSON.parse(text).token), "x-publishable-api-key": key?.token ?? "" };
        return { own, answer: await send("/store/customers", { email, first_name: "Eve" }, headers) };
      };

      it("is not taken for a new account", async () => {
        const victim = await shop().visitor().readyToOrder();
        const { own, answer } = await named("nobody@navy.example");
        expect(answer.status).toBe(400);
        expect(answer.text).toContain(`must be the address you sign in with, ${own}`);
        expect((await named(victim.email)).answer.status).toBe(400);
        expect((await named(` ${victim.email.toUpperCase()}`)).answer.status).toBe(400);
        expect(await shop().container.resolve(Modules.CUSTOMER).listCustomers({ first_name: "Eve" })).toEqual([]);
        const again = await named("x@stranger.example");
        expect(again.answer.status).toBe(400);
      });

      it("is neither read nor forgotten where an earlier version took it", async () => {
        const victim = await (await shop().visitor().signUp()).confirmAddress();
        const eve = await (await shop().visitor().signUp()).confirmAddress();
        const [foreign, contact] = ["owner@navy.example", "accounts@navy.example"];
        const id = await customerOf(eve.email);
        const kept = async () => {
          const sent = await shop()
            .container.resolve(Modules.NOTIFICATION)
            .listNotifications({ to: [foreign, contact] });
          return sent.map(({ to }) => to).sort();
        };
        await victim.withCompany({ ...COMPANY_FORM, email: contact });
        await send("/auth/customer/emailpass/register", { email: foreign, password: PASSWORD });
        for (const to of [foreign, contact]) {
          const mail = { to, channel: "email", template: "invoice_paid", data: {} };
          await shop()
            .container.resolve("__pg_connection__")("notification")
            .insert({ id: `n_${to}`, ...mail, status: "success" });
        }
        for (const email of [foreign, contact]) {
          await shop().container.resolve("__pg_connection__")("customer").where({ id }).update({ email });
          const given = await eve.expect(200, "GET", "/store/csp/account/personal-data");
          expect(given.at("person", "mails").value).toEqual([]);
        }
        expect((await send(`/admin/csp/customers/${id}/erase`, {}, admin)).status).toBe(200);
        expect(await kept()).toEqual([contact, foreign]);
      });

      it("is not read before it is confirmed", async () => {
        const eve = await shop().visitor().signUp();
        const mail = { to: eve.email, channel: "email", template: "invoice_paid", data: {} };
        await shop()
          .container.resolve("__pg_connection__")("notification")
          .insert({ id: "n_eve", ...mail, status: "success" });
        const mails = async () =>
          (await eve.expect(200, "GET", "/store/csp/account/personal-data")).at("person", "mails").value as unknown[];
        expect(await mails()).toEqual([]);
        await eve.confirmAddress();
        expect(await mails()).not.toEqual([]);
      });
    });

    it("is given to them, whole and without secrets", async () => {
      const owner = await shop().visitor().readyToOrder();
      const answer = await owner.expect(200, "GET", "/store/csp/account/personal-data");
      expect(answer.text("person", "customer", 0, "email")).toBe(owner.email);
      expect(answer.text("person", "agreement_attestations", 0, "email")).toBe(owner.email);
      expect(answer.text("company", "tenant", 0, "kind")).toBe("new");
      expect(JSON.stringify(answer.value)).not.toMatch(/password|sealed|secret|token/i);
      const id = await customerOf(owner.email);
      const file = await fetch(`${shop().url}/admin/csp/customers/${id}/personal-data`, { headers: admin });
      expect(file.headers.get("content-disposition")).toMatch(/^attachment; filename="personal-data-/);
      // That it was given out is data about the person too.
      const { acts: _theirs, ...given } = (await file.json()).person;
      const { acts: _own, ...own } = answer.at("person").value as Record<string, unknown>;
      expect(given).toEqual(own);
    });

    it("is erased when they ask, and the company's documents stay", async () => {
      const owner = await shop().visitor().readyToOrder();
      const id = await customerOf(owner.email);
      const { token } = await signIn(owner.email);
      const erase = () => send(`/admin/csp/customers/${id}/erase`, {}, admin);
      expect((await erase()).status).toBe(200);
      expect(await statusOf(token)).toBe(401);
      expect((await signIn(owner.email)).status).toBe(401);
      const kept = await shop()
        .container.resolve("__pg_connection__")
        .raw(
          `select (select count(*)::int from customer where lower(email) = :email) as customers,
                (select count(*)::int from provider_identity where entity_id = :email) as identities,
                (select count(*)::int from csp_company where email = :email) as companies,
                (select count(*)::int from csp_agreement_attestation where email = :email) as attestations`,
          { email: owner.email },
        );
      expect(kept.rows).toEqual([{ customers: 0, identities: 0, companies: 0, attestations: 1 }]);
      expect((await erase()).status).toBe(404);
    });

    /** Tables in which a text stands anywhere. */
    const tablesWith = async (text: string): Promise<string[]> => {
      const db = shop().container.resolve("__pg_connection__");
      const { rows } = await db.raw(
        `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
      );
      const found: string[] = [];
      for (const { name } of rows as { name: string }[]) {
        const hit = await db.raw(`select 1 from "${name}" t where lower(t::text) like ? limit 1`, [
          `%${text.toLowerCase()}%`,
        ]);
        found.push(...(hit.rows.length > 0 ? [name] : []));
      }
      return found;
    };
    /** Medusa's tables that belong to one on the list. */
    const HEADS: Readonly<Record<string, string>> = {
      cart_address: "cart",
      order_address: "order",
    };
    const keptBy = (text: string) => (name: string) => {
      const kept = PERSONAL_TABLES[HEADS[name] ?? name];
      return { text, name, erasure: kept?.erasure ?? "not on the list" };
    };

    it("stands nowhere but where the list says so, before they are erased and after", async () => {
      const plan = await shop().plan("Microsoft 365 Business Premium");
      const contact = `contact-${process.pid}@refused.example`;
      const phone = "+1 206 555 7391";
      const owner = await (await shop().visitor().signUp()).confirmAddress();
      await owner.withCompany({ ...COMPANY_FORM, legal_name: "Refused Widgets, Inc.", email: contact, phone });
      await owner.withTenant();
      await owner.withAgreement();
      const started = await owner.startCheckout(plan.id, 1);
      await enterCard(started.url, "4242424242424242");
      await owner.expect(200, "POST", `/store/csp/checkouts/${started.id}/return`, {});
      await shop().runDuties();
      await owner.cartWith(plan.id, 2);
      const texts = [owner.email, contact, phone];
      const before = (await Promise.all(texts.map(async (text) => (await tablesWith(text)).map(keptBy(text))))).flat();
      expect(before.filter(({ erasure }) => erasure === "not on the list")).toEqual([]);
      const id = await customerOf(owner.email);
      const given = await (
        await fetch(`${shop().url}/admin/csp/customers/${id}/personal-data`, { headers: admin })
      ).text();
      expect(texts.filter((text) => !given.includes(text))).toEqual([]);
      const erased = await send(`/admin/csp/customers/${id}/erase`, {}, admin);
      expect(erased).toEqual({ status: 200, text: expect.any(String) });
      const after = (await Promise.all(texts.map(async (text) => (await tablesWith(text)).map(keptBy(text))))).flat();
      expect(after.filter(({ erasure }) => erasure === "erased" || erasure === "not on the list")).toEqual([]);
      // A notice that came late is kept until it is dealt with.
      await shop().runDuties();
      const later = new Date(shop().now.getTime() + 60 * 86_400_000);
      await retentionDuty().run(shop().container, later);
      const last = (await Promise.all(texts.map(async (text) => (await tablesWith(text)).map(keptBy(text))))).flat();
      expect(last.filter(({ name }) => name === "csp_inbox_event")).toEqual([]);
      const journal = await shop()
        .container.resolve("__pg_connection__")("csp_company_journal")
        .where({ object_id: id });
      expect(journal.map(({ action }: { action: string }) => action)).toEqual([
        "give_out_personal_data",
        "erase_person",
      ]);
    });

    it("is either erased or orders, when both are asked for at once", async () => {
      const plan = await shop().plan("Microsoft 365 Business Premium");
      const owner = await shop().visitor().readyToOrder();
      const id = await customerOf(owner.email);
      const cart = await owner.cartWith(plan.id, 1);
      const order = owner.call("POST", "/store/csp/checkouts", {
        cart_id: cart.id,
        quote_hash: cart.hash,
        card_consent: true,
      });
      const [{ status: orders, body }, { status: erases }] = await Promise.all([
        order,
        send(`/admin/csp/customers/${id}/erase`, {}, admin),
      ]);
      const open = await shop().container.resolve("__pg_connection__")("csp_checkout").where({ customer_id: id });
      expect({ orders, erases, open: open.length, body: orders === 201 ? "" : JSON.stringify(body.value) }).toEqual(
        erases === 200
          ? { orders: expect.any(Number), erases: 200, open: 0, body: expect.any(String) }
          : { orders: 201, erases: 409, open: 1, body: "" },
      );
    });

    it("stays while Microsoft bills for them and nobody else acts for the company, which is said", async () => {
      const plan = await shop().plan("Microsoft 365 Business Premium");
      const owner = await shop().visitor().readyToOrder();
      const started = await owner.startCheckout(plan.id, 1);
      const id = await customerOf(owner.email);
      const early = await send(`/admin/csp/customers/${id}/erase`, {}, admin);
      expect(early.status).toBe(409);
      expect(early.text).toContain("1 order under way");
      await enterCard(started.url, "4242424242424242");
      await owner.expect(200, "POST", `/store/csp/checkouts/${started.id}/return`, {});
      const ordered = await send(`/admin/csp/customers/${id}/erase`, {}, admin);
      expect({ status: ordered.status, text: ordered.text }).toEqual({
        status: 409,
        text: expect.stringContaining("1 order under way"),
      });
      await shop().runDuties();
      const refused = await send(`/admin/csp/customers/${id}/erase`, {}, admin);
      expect(refused.status).toBe(409);
      expect(refused.text).toContain("1 subscription that Microsoft bills for");
      expect((await signIn(owner.email)).status).toBe(200);
    });
  });

  it("keeps no quote of somebody who only looks", async () => {
    const plan = await shop().plan("Microsoft 365 Business Premium");
    const visitor = shop().visitor();
    const line = { lines: [{ plan_id: plan.id, quantity: 3 }] };
    const quote = await visitor.expect(201, "POST", "/store/csp/quotes", line);
    const billing = shop().container.resolve("csp_billing");
    await expect(billing.retrieveQuote(quote.text("quote", "id"))).rejects.toThrow("was not found");
    const cart = await visitor.cartWith(plan.id, 1);
    expect(cart.hash).not.toBe("");
  });

  it("keeps a company's quote when its card page is opened, and none before, however often it looks", async () => {
    const plan = await shop().plan("Microsoft 365 Business Premium");
    const buyer = await shop().visitor().readyToOrder();
    const companyId = (await buyer.expect(200, "GET", "/store/csp/companies/me")).text("company", "id");
    const kept = async () =>
      (
        await shop()
          .container.resolve(ContainerRegistrationKeys.PG_CONNECTION)("csp_quote")
          .where({ company_id: companyId })
      ).length;
    const line = { lines: [{ plan_id: plan.id, quantity: 3 }] };
    const cart = await buyer.cartWith(plan.id, 3);
    for (let look = 0; look < 5; look += 1) {
      await buyer.expect(201, "POST", "/store/csp/quotes", line);
      await buyer.expect(200, "GET", `/store/csp/carts/${cart.id}`);
    }
    expect(await kept()).toBe(0);
    for (let press = 0; press < 2; press += 1) {
      const form = { cart_id: cart.id, quote_hash: cart.hash, card_consent: true };
      await buyer.expect(201, "POST", "/store/csp/checkouts", form);
      expect(await kept()).toBe(1);
    }
  });

  it("forgets what nobody ordered by: a company's quote after a month, a visitor's cart after three", async () => {
    const plan = await shop().plan("Microsoft 365 Business Premium");
    const db = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
    const quoteOf = async (checkoutId: string) =>
      (await db("csp_checkout").where({ id: checkoutId }).first("quote_id")).quote_id as string;
    const buyer = await shop().visitor().readyToOrder();
    const ordered = await buyer.startCheckout(plan.id, 1);
    await enterCard(ordered.url, "4242424242424242");
    await buyer.expect(200, "POST", `/store/csp/checkouts/${ordered.id}/return`, {});
    const left = await (await shop().visitor().readyToOrder()).startCheckout(plan.id, 1);
    await db("csp_checkout").where({ id: left.id }).update({ state: "expired", closed_reason: "left" });
    const [used, unused] = [await quoteOf(ordered.id), await quoteOf(left.id)];
    const carts = [await shop().visitor().cartWith(plan.id, 1), await shop().visitor().cartWith(plan.id, 2)];
    const long = db.raw("now() - interval '91 days'");
    await db("cart").where({ id: carts[0]?.id }).update({ created_at: long, updated_at: long });
    await db("cart_line_item").where({ cart_id: carts[0]?.id }).update({ updated_at: long });

    const after = async (days: number) => {
      await retentionDuty().run(shop().container, new Date(shop().now.getTime() + days * 24 * 3_600_000));
      const quotes = await db("csp_quote").whereIn("id", [used, unused]).pluck("id");
      const kept = await db("cart")
        .whereIn(
          "id",
          carts.map(({ id }) => id),
        )
        .whereNull("deleted_at")
        .pluck("id");
      return { quotes: quotes.sort(), carts: kept };
    };
    expect(await after(29)).toEqual({ quotes: [used, unused].sort(), carts: [carts[1]?.id] });
    expect(await after(32)).toEqual({ quotes: [used], carts: [carts[1]?.id] });
  });
});

/** Tokens know the second they were made in. */
async function later<T>(act: () => Promise<T>): Promise<T> {
  await new Promise((resolve) => setTimeout(resolve, 1001 - (Date.now() % 1000)));
  return act();
}

/** Events are handled a moment after the answer. */
async function waitFor<T>(look: () => Promise<T | undefined>): Promise<T> {
  const giveUpAt = Date.now() + 10_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) {
      return found;
    }
    if (Date.now() > giveUpAt) {
      throw new Error("Nothing came within 10 s.");
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
