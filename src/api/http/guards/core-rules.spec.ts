import type { NamedObject, ObjectKind } from "../../../reads/named-objects";
import { type CoreRequest, judge } from "./core-rules";
import { idsIn, segmentsOf } from "./named-ids";

const one = (kind: ObjectKind, customerId: string | null = null): NamedObject => ({
  kind,
  named: `${kind}_1`,
  objectId: `${kind}_1`,
  customerId,
});

function verdict(line: string, named: readonly NamedObject[], more: { body?: unknown; customerId?: string } = {}) {
  const [method = "", path = ""] = line.split(" ");
  const [area, ...segments] = segmentsOf(path);
  const request = { area: area as CoreRequest["area"], method, segments, body: more.body };
  return judge(request, named, more.customerId ?? null);
}

describe("Medusa's own routes, by what they name", () => {
  it.each([
    "POST /admin/payments/x/refund",
    "POST /admin/payments/x/capture",
    "POST /admin/payment-collections/x/mark-as-paid",
    "DELETE /admin/payment-collections/x",
    "POST /admin/workflows-executions/refund-payment/run",
    "PUT /admin/something-new/x",
  ])("refuse a payment of licences: %s", (line) => {
    expect(verdict(line, [one("payment")])).toMatchObject({
      kind: "refused",
      message: expect.stringMatching(/credit note/),
    });
  });

  it.each([
    "POST /admin/orders/x",
    "POST /admin/orders/x/credit-lines",
    "POST /admin/orders/x/transfer",
    "POST /admin/order-edits",
    "POST /admin/returns",
    "DELETE /admin/order-edits/x",
    "POST /admin/orders/x/cancel/more",
  ])("refuse an order of licences: %s", (line) => {
    expect(verdict(line, [one("order")]).kind).toBe("refused");
  });

  it("ask us before an order is cancelled, however it is spelled", () => {
    for (const path of ["/admin/orders/x/cancel", "/admin/orders/x/Cancel/", "/admin//orders/x/%63ancel"]) {
      expect(verdict(`POST ${path}`, [one("order")])).toEqual({ kind: "cancel_order", orderId: "order_1" });
    }
  });

  it("let the shop's own people read, and change how an offer is described", () => {
    expect(verdict("GET /admin/orders/x", [one("order")]).kind).toBe("pass");
    expect(verdict("POST /admin/products/x", [one("product")], { body: { subtitle: "s" } }).kind).toBe("pass");
    expect(verdict("POST /admin/products/x", [one("product")], { body: { subtitle: "s", status: "draft" } }).kind).toBe(
      "refused",
    );
    expect(verdict("DELETE /admin/products/x", [one("product")]).kind).toBe("refused");
    expect(verdict("POST /admin/products/batch", [one("product")], { body: { update: [] } }).kind).toBe("refused");
  });

  it("refuse for one of several things, whatever the others allow", () => {
    expect(verdict("POST /admin/draft-orders", [one("customer")]).kind).toBe("pass");
    expect(verdict("POST /admin/draft-orders", [one("customer"), one("product")]).kind).toBe("refused");
  });

  it("keep a company's customer, a channel that lists licences and their only region", () => {
    expect(verdict("DELETE /admin/customers/x", [one("customer")]).kind).toBe("refused");
    expect(verdict("POST /admin/customers/x", [one("customer")], { body: { email: "a@b.example" } }).kind).toBe(
      "refused",
    );
    expect(verdict("DELETE /admin/sales-channels/x", [one("sales_channel")]).kind).toBe("refused");
    expect(verdict("DELETE /admin/regions/x", [one("only_region")]).kind).toBe("refused");
    const body = { currency_code: "eur" };
    expect(verdict("POST /admin/regions/x", [one("only_region")], { body }).kind).toBe("refused");
  });

  it.each<[unknown, "pass" | "refused"]>([
    [{ payment_providers: ["pp_system_default"] }, "refused"],
    [{ payment_providers: [] }, "refused"],
    [{ payment_providers: null }, "refused"],
    [{ name: "World", payment_providers: "pp_stripe-checkout_csp" }, "refused"],
    [{ payment_providers: ["pp_system_default", "pp_stripe-checkout_csp"] }, "pass"],
    [{ name: "World" }, "pass"],
  ])("keep the provider that licences are paid with: %j", (body, kind) => {
    expect(verdict("POST /admin/regions/x", [one("only_region")], { body }).kind).toBe(kind);
  });

  it("show a licence order to its customer in the store and to nobody else, and change it for nobody", () => {
    const order = [one("order", "cus_1")];
    expect(verdict("GET /store/orders/x", order, { customerId: "cus_1" }).kind).toBe("pass");
    expect(verdict("HEAD /store/orders/x", order, { customerId: "cus_2" }).kind).toBe("hidden");
    expect(verdict("GET /store/orders/x", order).kind).toBe("hidden");
    expect(verdict("GET /store/orders/x", [one("order", null)]).kind).toBe("hidden");
    expect(verdict("POST /store/orders/x/transfer/request", order, { customerId: "cus_1" }).kind).toBe("hidden");
    expect(verdict("GET /store/carts/x", [one("cart", "cus_1")], { customerId: "cus_1" }).kind).toBe("hidden");
  });
});

describe("what a request names", () => {
  it("is found in every value and name, decoded, and in lists with commas", () => {
    const body = { a: [{ b: "prod_1" }], variant_2: null, list: "cart_1,pay_1", no: "two words", n: 3 };
    expect(idsIn(["order_1"], body, undefined).sort()).toEqual(
      ["a", "cart_1", "list", "no", "order_1", "pay_1", "prod_1", "variant_2"].filter((id) => id.length >= 3).sort(),
    );
    expect(segmentsOf("/orders//order%5F1/%63ancel/")).toEqual(["orders", "order_1", "cancel"]);
    expect(segmentsOf("/orders/%E0%A4%A")).toEqual(["orders", "%E0%A4%A"]);
  });
});
