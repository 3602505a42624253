import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { BILLING_MODULE } from "../../../src/modules/billing";
import { adminApi, buyLicences, workOnce } from "../../support/billing/admin";
import type { ShopWorld } from "../../support/purchase/shop";
import { Json } from "../../support/purchase/visitor";

const DAY_MS = 24 * 60 * 60 * 1000;

export function billingTests(world: () => ShopWorld): void {
  it("issues, charges and shows the first and the second month's invoice, to its owner only", async () => {
    const buyer = await buyLicences(world(), 10);
    const { value } = (await buyer.expect(200, "GET", "/store/csp/invoices")).at("invoices");
    expect(value).toEqual([
      expect.objectContaining({
        number: "INV-2026-000001",
        kind: "activation",
        status: "paid",
        issued_on: "2026-03-15",
        due_on: "2026-03-15",
        period: { start_on: "2026-03-15", end_on: "2026-04-15", last_on: "2026-04-14" },
        payment_failure: null,
      }),
    ]);
    const id = new Json(value).text(0, "id");

    const invoice = (await buyer.expect(200, "GET", `/store/csp/invoices/${id}`)).at("invoice");
    const net = cents(invoice.at("net"));
    expect(cents(invoice.at("tax"))).toBe(Math.round(net * 0.065));
    expect(cents(invoice.at("total"))).toBe(net + cents(invoice.at("tax")));
    expect(invoice.at("lines", 0).value).toMatchObject({
      formula: expect.stringMatching(/^10 seats x \d+\.\d\d USD, 15 Mar 2026 to 14 Apr 2026$/),
      period: { start_on: "2026-03-15", last_on: "2026-04-14" },
      quantity: 10,
    });
    expect(invoice.at("tax_summary", 0).value).toMatchObject({ name: "Washington sales tax", rate_percent: "6.5" });
    expect(invoice.at("payments").value).toEqual([
      expect.objectContaining({ card: "Visa 4242", state: "succeeded", decline_reason: null }),
    ]);
    expect(JSON.stringify(invoice.value)).not.toMatch(/idempotency|charge_key|cost/);
    await expectBooksAgree(world().container, cents(invoice.at("total")));

    const pdf = await buyer.call("GET", `/store/csp/invoices/${id}/pdf`);
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
    expect(pdf.headers.get("content-disposition")).toContain("INV-2026-000001.pdf");
    expect(String(pdf.body.value)).toMatch(/^%PDF-1/);

    const stranger = await world().visitor().readyToOrder();
    for (const path of [`/store/csp/invoices/${id}`, `/store/csp/invoices/${id}/pdf`, "/store/csp/invoices/none"]) {
      await stranger.expect(404, "GET", path);
      await world().visitor().expect(401, "GET", path);
    }
    expect((await stranger.expect(200, "GET", "/store/csp/invoices")).at("invoices").value).toEqual([]);
    expect((await buyer.call("GET", "/store/csp/invoices?limit=0")).body.fields()).toEqual(["limit"]);

    world().advanceBy(31 * DAY_MS);
    await workOnce(world());
    await workOnce(world());
    const second = (await buyer.expect(200, "GET", "/store/csp/invoices")).at("invoices");
    expect(second.value).toHaveLength(2);
    expect(second.at(0).value).toMatchObject({
      number: "INV-2026-000002",
      kind: "recurring",
      status: "paid",
      period: { start_on: "2026-04-15", last_on: "2026-05-14" },
      total: invoice.at("total").value,
    });
    const taken = world()
      .outside.stripe.paymentIntents()
      .map((intent) => intent.amount_received);
    expect(taken).toEqual([cents(invoice.at("total")), cents(invoice.at("total"))]);
  });

  it("keeps a declined month clear on both sides, and the partner can charge again", async () => {
    const buyer = await buyLicences(world(), 3);
    const billing = world().container.resolve(BILLING_MODULE);
    const [first] = (await billing.invoices.list({ limit: 1, offset: 0 })).invoices;
    const card = await billing.defaultPaymentMethod(first?.billingAccountId ?? "");
    world().outside.stripe.setCard(card?.paymentMethodId ?? "", { decline_code: "insufficient_funds" });
    world().advanceBy(31 * DAY_MS);
    await workOnce(world());

    const failed = (await buyer.expect(200, "GET", "/store/csp/invoices")).at("invoices", 0);
    expect(failed.value).toMatchObject({
      status: "payment_failed",
      payment_failure: { reason: expect.stringContaining("declined") },
    });
    const detail = await buyer.expect(200, "GET", `/store/csp/invoices/${failed.text("id")}`);
    expect(detail.at("invoice", "payments").value).toMatchObject([{ state: "declined" }]);

    const admin = await adminApi(world().container, world().url);
    const shown = await admin(200, "GET", `/invoices/${failed.text("id")}`);
    expect(shown.at("invoice", "attempts", 0).value).toMatchObject({ state: "declined", code: "card_declined" });
    expect(shown.at("invoice", "lines", 0, "inputs").value).toMatchObject({
      factor: expect.stringMatching(/^(\d+)\/\1$/),
      policy_version: expect.any(String),
      source_event: { type: "started", on: first?.periodStart, quantity: 3 },
    });
    const list = await admin(200, "GET", "/invoices?status=payment_failed&q=fabrikam");
    expect(list.at("invoices").value).toHaveLength(1);

    await admin(202, "POST", `/invoices/${failed.text("id")}/charge`);
    await workOnce(world());
    const again = await admin(200, "GET", `/invoices/${failed.text("id")}`);
    expect(again.at("invoice", "attempts").value).toHaveLength(2);
    await admin(400, "POST", `/invoices/${first?.id}/charge`);
  });

  it("runs by hand from the board, dry first, and says no to strangers", async () => {
    await buyLicences(world(), 2);
    world().advanceBy(31 * DAY_MS);
    const admin = await adminApi(world().container, world().url);
    const ended = async (started: Json) => {
      const id = started.text("run", "id");
      for (;;) {
        const { run } = (await admin(200, "GET", `/billing-runs/${id}`)).value as { run: { status: string } };
        if (run.status !== "running") {
          return run;
        }
      }
    };
    const dry = await ended(await admin(202, "POST", "/billing-runs", { dry_run: true }));
    expect(dry).toMatchObject({ status: "done", dry_run: true, due: 1, done: 1, invoices: 1, failed: 0 });
    const both = [await admin(202, "POST", "/billing-runs", {}), await admin(202, "POST", "/billing-runs", {})];
    for (const started of both) {
      expect(await ended(started)).toMatchObject({ status: "done", failed: 0 });
    }
    await workOnce(world());
    const board = await admin(200, "GET", "/billing-runs");
    const invoices = await admin(200, "GET", "/invoices");
    expect(invoices.at("count").value).toBe(2);
    const nextRunAt = `${invoices.text("invoices", 0, "period", "end_on")}T00:00:00.000Z`;
    expect(board.value).toMatchObject({ due: 0, parked: 0, next_run_at: nextRunAt });
    const runs = board.at("runs").value as { dry_run: boolean; invoices: number; totals: unknown }[];
    expect(runs.filter((run) => !run.dry_run && run.invoices > 0)).toEqual([
      expect.objectContaining({ invoices: 1, totals: (dry as unknown as { totals: unknown }).totals }),
    ]);
    expect((await admin(400, "POST", "/billing-runs", { dry_run: "yes" })).fields()).toEqual(["dry_run"]);
    for (const path of ["/admin/csp/billing-runs", "/admin/csp/invoices", "/admin/csp/invoices/x/pdf"]) {
      expect((await fetch(`${world().url}${path}`)).status).toBe(401);
    }
  });
}

/** Medusa's own books say the same as our invoice. */
async function expectBooksAgree(container: MedusaContainer, total: number): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const { data } = await query.graph({
    entity: "order",
    fields: ["payment_status", "payment_collections.payments.captures.amount", "transactions.amount"],
  });
  const [order] = data as unknown as {
    payment_status: string;
    payment_collections: { payments: { captures: { amount: number }[] }[] }[];
  }[];
  const captured = order?.payment_collections[0]?.payments[0]?.captures.map((capture) =>
    Math.round(capture.amount * 100),
  );
  expect(captured).toEqual([total]);
}

function cents(money: Json): number {
  return Math.round(Number(money.text("amount")) * 100);
}
