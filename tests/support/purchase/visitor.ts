import { createHmac, randomUUID } from "node:crypto";
import { acceptOnPage } from "../accept-on-page";
import { checkStoreAnswer } from "../store-answers";

/** JSON as a test walks through it: reading a member that is not there fails the test with its path. */
export class Json {
  constructor(
    readonly value: unknown,
    private readonly path = "body",
  ) {}

  at(...keys: (string | number)[]): Json {
    let current = this.value;
    let path = this.path;
    for (const key of keys) {
      path = `${path}.${key}`;
      if (typeof current !== "object" || current === null || !(key in current)) {
        throw new Error(`${path} is missing in ${JSON.stringify(this.value)?.slice(0, 2000)}`);
      }
      current = (current as Record<string | number, unknown>)[key];
    }
    return new Json(current, path);
  }

  text(...keys: (string | number)[]): string {
    const { value, path } = this.at(...keys);
    if (typeof value !== "string") {
      throw new Error(`${path} is not a text: ${JSON.stringify(value)}`);
    }
    return value;
  }

  /** Fields that an error answer names. */
  fields(): string[] {
    const { value } = this.at("errors");
    return (value as { field: string }[]).map((problem) => problem.field);
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

export const COMPANY_FORM = {
  legal_name: "Fabrikam, Inc.",
  email: "billing@fabrikam.example",
  phone: "+1 206 555 0123",
  first_name: "Ada",
  last_name: "Byron",
  address: { line1: "1 Pike Place", city: "Seattle", province: "WA", postal_code: "98101", country_code: "us" },
};

/**
 * Someone who talks to the store API: a visitor first, a customer after `signUp`. Every answer is held against its
 * route's document.
 */
type CartQuoted = { readonly id: string; readonly hash: string; readonly gross: string };

export class Visitor {
  private token: string | undefined;
  readonly email = `${randomUUID().slice(0, 8)}@fabrikam.example`;

  constructor(
    private readonly shop: {
      readonly url: string;
      readonly publishableKey: string;
      /** Opens the link that is mailed to a new address. */
      readonly confirmAddress: (email: string) => Promise<void>;
    },
  ) {}

  get publishableKey(): string {
    return this.shop.publishableKey;
  }

  /** @param key under which the call is made once, however often it is sent */
  async call(method: string, path: string, body?: unknown, key?: string): Promise<Answer> {
    const response = await fetch(`${this.shop.url}${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        "x-publishable-api-key": this.shop.publishableKey,
        ...(key === undefined ? {} : { "idempotency-key": key }),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      },
      body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const parsed: unknown = text.startsWith("{") ? JSON.parse(text) : text;
    if (typeof parsed !== "string") {
      checkStoreAnswer(method, path, response.status, parsed);
    }
    return { status: response.status, headers: response.headers, body: new Json(parsed) };
  }

  /** Calls and insists on the status. */
  async expect(status: number, method: string, path: string, body?: unknown): Promise<Json> {
    const answer = await this.call(method, path, body);
    if (answer.status !== status) {
      const got = JSON.stringify(answer.body.value);
      throw new Error(`${method} ${path} answered ${answer.status} instead of ${status}: ${got}`);
    }
    return answer.body;
  }

  async signUp(): Promise<this> {
    const credentials = { email: this.email, password: "correct-horse-battery" };
    this.token = (await this.expect(200, "POST", "/auth/customer/emailpass/register", credentials)).text("token");
    await this.expect(200, "POST", "/store/customers", { email: this.email, first_name: "Ada", last_name: "Byron" });
    this.token = undefined;
    this.token = (await this.expect(200, "POST", "/auth/customer/emailpass", credentials)).text("token");
    return this;
  }

  /** Goes on with a sign-in that was made elsewhere. */
  takeSignIn(token: string): void {
    this.token = token;
  }

  async confirmAddress(): Promise<this> {
    await this.shop.confirmAddress(this.email);
    return this;
  }

  async withCompany(form: object = COMPANY_FORM): Promise<this> {
    await this.expect(201, "POST", "/store/csp/companies", form);
    return this;
  }

  async withTenant(prefix = `t${randomUUID().replaceAll("-", "").slice(0, 12)}`): Promise<this> {
    await this.expect(200, "POST", "/store/csp/companies/me/tenant", { kind: "new", prefix });
    return this;
  }

  /** Accepts the vendor's agreement, in the way that holds. */
  async withAgreement(): Promise<this> {
    const agreement = await this.expect(200, "GET", "/store/csp/agreement");
    if (agreement.text("way") === "attestation") {
      await acceptOnPage((await this.named()).text("agreement", "attestation", "page_url"));
      await this.expect(200, "POST", "/store/csp/companies/me/agreement/check", { accepted: true });
      return this;
    }
    await this.expect(200, "POST", "/store/csp/companies/me/agreement", {
      template_id: agreement.text("agreement", "template_id"),
      first_name: "Ada",
      last_name: "Byron",
      email: this.email,
      accepted: true,
    });
    return this;
  }

  /** Names who accepts the agreement on the vendor's page. */
  async named(change: object = {}): Promise<Json> {
    const person = { first_name: "Ada", last_name: "Byron", email: this.email, language: "en-US", ...change };
    return this.expect(200, "POST", "/store/csp/companies/me/agreement/attestation", person);
  }

  /** Everything that must be known before licences can be paid. */
  async readyToOrder(): Promise<this> {
    await this.signUp();
    await this.confirmAddress();
    await this.withCompany();
    await this.withTenant();
    return this.withAgreement();
  }

  /** A cart with one line for each plan, all of the same quantity. */
  async cartWith(planId: string | readonly string[], quantity: number): Promise<CartQuoted> {
    const id = (await this.expect(201, "POST", "/store/csp/carts", {})).text("cart", "id");
    let cart = new Json(null);
    for (const plan_id of [planId].flat()) {
      cart = await this.expect(200, "POST", `/store/csp/carts/${id}/lines`, { plan_id, quantity });
    }
    const quote = cart.at("cart", "quote");
    return { id, hash: quote.text("hash"), gross: quote.text("totals", "due_now", "gross", "amount") };
  }

  async startCheckout(
    planId: string | readonly string[],
    quantity: number,
  ): Promise<{ id: string; url: string; cartId: string }> {
    const cart = await this.cartWith(planId, quantity);
    const form = { cart_id: cart.id, quote_hash: cart.hash, card_consent: true };
    const checkout = (await this.expect(201, "POST", "/store/csp/checkouts", form)).at("checkout");
    return { id: checkout.text("id"), url: checkout.text("redirect_url"), cartId: cart.id };
  }
}

/** Enters a card on the hosted page, as a browser without JavaScript does. A card that is taken answers 303. */
export async function enterCard(url: string, number: string): Promise<Response> {
  const body = new URLSearchParams({ number, expiry: "12 / 40", cvc: "123", name: "Ada Byron" });
  return fetch(url, { method: "POST", body, redirect: "manual" });
}

/** The header the card processor signs a delivery with. */
export function signatureOf(payload: string, at: Date, secret = process.env.STRIPE_WEBHOOK_SECRET ?? ""): string {
  const seconds = Math.floor(at.getTime() / 1000);
  const digest = createHmac("sha256", secret).update(`${seconds}.${payload}`).digest("hex");
  return `t=${seconds},v1=${digest}`;
}
