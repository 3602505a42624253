import type { CheckoutState } from "../../server/guards.server";
import { ApiError, type MedusaClient } from "../../server/medusa.server";
import type { ShopSession } from "../../server/session.server";
import { submitReview, takeSuggestedAddress } from "./review.server";

const SUGGESTED = {
  ...{ line1: "1 Main Street", line2: null, city: "New York", province: "WA" },
  ...{ postal_code: "98101", country_code: "us" },
};
const COMPANY = {
  ...{ legal_name: "Fabrikam, Inc.", tax_id: null, email: "billing@fabrikam.example", phone: "+1 206 555 0123" },
  ...{ first_name: "Ada", last_name: "Byron", address: { ...SUGGESTED, province: "NY" } },
};
const STATE = { cart: { id: "cart_1" }, company: { id: "company_1", ...COMPANY } } as unknown as CheckoutState;
const UNKNOWN = "is not known to Microsoft: nowhere. Please correct it";

/** An API that refuses the checkout for these fields; what it was sent is noted. */
function api(refusedFields: readonly string[], check: () => object) {
  const sent: { path: string; body: unknown }[] = [];
  const post = async (path: string, { body }: { body: unknown }) => {
    sent.push({ path, body });
    if (path.endsWith("/address-check")) {
      return check();
    }
    if (path.endsWith("/checkouts")) {
      throw refusal(400, refusedFields);
    }
    return { company: {} };
  };
  return { sent, client: { post } as unknown as MedusaClient };
}

function refusal(status: number, fields: readonly string[]) {
  const problems = fields.map((field) => ({ field, message: UNKNOWN }));
  return new ApiError(status, "invalid_data", "no", problems, null);
}

function pay(client: MedusaClient) {
  const form = new FormData();
  form.set("quote_hash", "h");
  form.set("card_consent", "yes");
  form.set("po_number", "PO-1");
  const update = jest.fn();
  return { result: submitReview(STATE, client, { update } as unknown as ShopSession, form), update };
}

it("offers the vendor's address beside the refusal of ours", async () => {
  const { client } = api(["address"], () => ({ problem: "x", suggestion: SUGGESTED }));
  expect(await pay(client).result).toMatchObject({
    outcome: "refused",
    failure: { problems: [{ field: "", message: `Address ${UNKNOWN}.` }] },
    suggestion: SUGGESTED,
  });
});

it("keeps the order number that was typed, whatever comes of it", async () => {
  const { client } = api(["address"], () => ({ problem: "x", suggestion: SUGGESTED }));
  const { result, update } = pay(client);
  await result;
  expect(update).toHaveBeenCalledWith({ poNumber: "PO-1" });
});

it("offers nothing when another step is the matter, or nobody can be asked", async () => {
  const other = api(["tenant"], () => ({ problem: null, suggestion: SUGGESTED }));
  expect(await pay(other.client).result).toMatchObject({ outcome: "refused", suggestion: null });
  expect(other.sent.map(({ path }) => path)).not.toContain("/store/csp/companies/me/address-check");
  const limited = api(["address"], () => {
    throw refusal(429, []);
  });
  expect(await pay(limited.client).result).toMatchObject({ outcome: "refused", suggestion: null });
});

it("puts what the vendor suggests now in the place of the company's address, and nothing else", async () => {
  const { sent, client } = api([], () => ({ problem: "x", suggestion: SUGGESTED }));
  expect(await takeSuggestedAddress(STATE, client)).toMatchObject({ ok: true });
  expect(sent.at(-1)).toEqual({ path: "/store/csp/companies/me", body: { ...COMPANY, address: SUGGESTED } });
  const nothing = api([], () => ({ problem: null, suggestion: null }));
  expect(await takeSuggestedAddress(STATE, nothing.client)).toMatchObject({ ok: true });
  expect(nothing.sent).toHaveLength(1);
});
