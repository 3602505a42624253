import { z } from "zod";
import { acceptOnPage } from "./accept-on-page";

const moneySchema = z.object({ amount: z.string(), currency: z.string() });
const planSchema = z.object({ id: z.string(), term: z.string(), billing_plan: z.string(), max_quantity: z.number() });
const checkoutSchema = z.object({
  id: z.string(),
  state: z.string(),
  order_id: z.string().nullable(),
  refusal: z.object({ reason: z.string() }).nullable(),
  subscription_ids: z.array(z.string()),
});
export type CheckoutState = z.infer<typeof checkoutSchema>;

/** Where a shop under test is. */
export interface ShopUnderTest {
  readonly medusaUrl: string;
  readonly publishableKey: string;
  /** Where the mails arrive that it sends. */
  readonly mailboxUrl: string;
}

/** A customer who uses the store API directly, as the shop's server does. For tests and benchmarks. */
export class Shopper {
  private token: string | undefined;

  constructor(
    private readonly shop: ShopUnderTest,
    readonly email: string,
  ) {}

  /** One request; the answer must have the wanted status. */
  async call(method: string, path: string, body?: unknown, wanted = 200): Promise<unknown> {
    const response = await fetch(`${this.shop.medusaUrl}${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        "x-publishable-api-key": this.shop.publishableKey,
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (response.status !== wanted) {
      throw new Error(`${method} ${path} answered ${response.status} instead of ${wanted}: ${text}`);
    }
    return text ? JSON.parse(text) : undefined;
  }

  /** Registers, signs in, and enters a company with tenant and agreement: all that a purchase needs. */
  async signUp(companyName: string, tenantPrefix: string): Promise<void> {
    const credentials = { email: this.email, password: "correct-horse-battery" };
    const token = z.object({ token: z.string() });
    const registration = token.parse(await this.call("POST", "/auth/customer/emailpass/register", credentials));
    this.token = registration.token;
    await this.call("POST", "/store/customers", { email: this.email, first_name: "Ada", last_name: "Byron" });
    this.token = undefined;
    this.token = token.parse(await this.call("POST", "/auth/customer/emailpass", credentials)).token;
    await this.confirmAddress();
    const contact = { email: this.email, first_name: "Ada", last_name: "Byron", phone: "+1 206 555 0123" };
    const address = {
      line1: "1 Pike Place",
      city: "Seattle",
      province: "WA",
      postal_code: "98101",
      country_code: "us",
    };
    await this.call("POST", "/store/csp/companies", { legal_name: companyName, ...contact, address }, 201);
    await this.call("POST", "/store/csp/companies/me/tenant", { kind: "new", prefix: tenantPrefix });
    await this.acceptAgreement(contact);
  }

  /** Accepts the vendor's agreement, in the way that holds. */
  private async acceptAgreement(contact: object): Promise<void> {
    const { way, agreement } = z
      .object({ way: z.string(), agreement: z.object({ template_id: z.string() }).nullable() })
      .parse(await this.call("GET", "/store/csp/agreement"));
    if (way === "confirmation") {
      const tick = { template_id: agreement?.template_id, ...contact, accepted: true };
      await this.call("POST", "/store/csp/companies/me/agreement", tick);
      return;
    }
    const own = "/store/csp/companies/me/agreement";
    const begun = z
      .object({ agreement: z.object({ attestation: z.object({ page_url: z.string() }) }) })
      .parse(await this.call("POST", `${own}/attestation`, { ...contact, language: "en-US" }));
    await acceptOnPage(begun.agreement.attestation.page_url);
    await this.call("POST", `${own}/check`, { accepted: true });
  }

  /** Asks for the mail that confirms the address, and opens its link as the shop does. */
  private async confirmAddress(): Promise<void> {
    await this.call("POST", "/store/csp/account/confirmation", {});
    const code = await this.codeFromMail();
    await this.call("POST", "/auth/verification/confirm", { code });
  }

  private async codeFromMail(): Promise<string> {
    const mailbox = z.object({ mails: z.array(z.object({ text: z.string() })) });
    const giveUpAt = Date.now() + 20_000;
    for (;;) {
      const answer = await fetch(`${this.shop.mailboxUrl}/api/mails?to=${encodeURIComponent(this.email)}`);
      const { mails } = mailbox.parse(await answer.json());
      const code = mails.map(({ text }) => /confirm-address\?code=([\w%-]+)/.exec(text)?.[1]).find(Boolean);
      if (code !== undefined) {
        return decodeURIComponent(code);
      }
      if (Date.now() > giveUpAt) {
        throw new Error(`No mail to confirm ${this.email} has arrived within 20 s.`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** A plan of an offer that is on sale. */
  async findPlan(query: string, term: string, billingPlan: string): Promise<string> {
    const list = z.object({ offers: z.array(z.object({ handle: z.string() })) });
    const { offers } = list.parse(await this.call("GET", `/store/csp/offers?q=${encodeURIComponent(query)}`));
    const detail = z.object({ offer: z.object({ skus: z.array(z.object({ plans: z.array(planSchema) })) }) });
    for (const { handle } of offers) {
      const { offer } = detail.parse(await this.call("GET", `/store/csp/offers/${handle}`));
      const plans = offer.skus.flatMap((sku) => sku.plans);
      const plan = plans.find((one) => one.term === term && one.billing_plan === billingPlan);
      if (plan) {
        return plan.id;
      }
    }
    throw new Error(`No plan ${term} ${billingPlan} is on sale for "${query}".`);
  }

  /** Puts licences into a cart. @returns what the checkout asks for, and what is due now */
  async quotedCart(
    planId: string,
    quantity: number,
  ): Promise<{ form: { cart_id: string; quote_hash: string; card_consent: true }; dueNow: string }> {
    const cartSchema = z.object({ cart: z.object({ id: z.string() }) });
    const { cart } = cartSchema.parse(await this.call("POST", "/store/csp/carts", {}, 201));
    const line = { plan_id: planId, quantity };
    await this.call("POST", `/store/csp/carts/${cart.id}/lines`, line);
    const quoted = z
      .object({
        cart: z.object({
          quote: z.object({ hash: z.string(), totals: z.object({ due_now: z.object({ gross: moneySchema }) }) }),
        }),
      })
      .parse(await this.call("GET", `/store/csp/carts/${cart.id}`));
    const { hash, totals } = quoted.cart.quote;
    const form = { cart_id: cart.id, quote_hash: hash, card_consent: true } as const;
    return { form, dueNow: totals.due_now.gross.amount };
  }

  /** Puts licences into a cart and starts to pay. */
  async startCheckout(planId: string, quantity: number): Promise<{ id: string; redirectUrl: string; dueNow: string }> {
    const { form, dueNow } = await this.quotedCart(planId, quantity);
    const { checkout } = z
      .object({ checkout: z.object({ id: z.string(), redirect_url: z.string() }) })
      .parse(await this.call("POST", "/store/csp/checkouts", form, 201));
    return { id: checkout.id, redirectUrl: checkout.redirect_url, dueNow };
  }

  /** Enters a card on the hosted page, as a browser without JavaScript would. */
  async enterCard(redirectUrl: string, number: string): Promise<Response> {
    const page = await fetch(redirectUrl);
    const action = /<form[^>]*action="([^"]+)"/.exec(await page.text())?.[1];
    const body = new URLSearchParams({ number, expiry: "12 / 40", cvc: "123", name: "Ada Byron" });
    return fetch(new URL(action ?? redirectUrl, redirectUrl), { method: "POST", body, redirect: "manual" });
  }

  async returnFromPayment(checkoutId: string): Promise<CheckoutState> {
    return this.readCheckout("POST", `/store/csp/checkouts/${checkoutId}/return`);
  }

  /** Polls until the checkout is in one of the states; fails after the limit. */
  async waitFor(checkoutId: string, states: readonly string[], limitMs = 60_000): Promise<CheckoutState> {
    const giveUpAt = Date.now() + limitMs;
    for (;;) {
      const checkout = await this.readCheckout("GET", `/store/csp/checkouts/${checkoutId}`);
      if (states.includes(checkout.state)) {
        return checkout;
      }
      if (Date.now() > giveUpAt) {
        throw new Error(`Checkout ${checkoutId} is still "${checkout.state}" after ${limitMs / 1000} s.`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  private async readCheckout(method: string, path: string): Promise<CheckoutState> {
    return z
      .object({ checkout: checkoutSchema })
      .parse(await this.call(method, path, method === "POST" ? {} : undefined)).checkout;
  }
}
