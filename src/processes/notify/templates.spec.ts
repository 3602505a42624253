import { asToday } from "./kept-mail";
import { orderUrlOf } from "./order-url";
import { renderMail } from "./templates";

const DATA = { companyName: "Larch", orderDisplayId: "7", reason: "Because.", moneyReleased: "1.00 USD" };
const refused = (by: "bank" | "vendor" | "seller" | "nobody" | null, whole = true) =>
  renderMail({ template: "order_refused", data: { ...DATA, by, whole } });

it("leads to the order itself, where an address is corrected and a tenant chosen: the account shows no order under way", () => {
  const about = { companyName: "Larch", orderDisplayId: "7", orderUrl: orderUrlOf("https://shop.example", "cspchk_1") };
  const mails = [
    renderMail({ template: "order_received", data: { ...about, lines: [] } }),
    renderMail({
      template: "order_waits",
      data: { ...about, isOver: false, words: "So.", supportEmail: "x@y.example" },
    }),
  ];
  for (const { text } of mails) {
    expect(text).toContain("https://shop.example/orders/cspchk_1");
  }
});

it("that licences are live leads to the first sign-in of a new tenant, and of no other", () => {
  const about = { companyName: "Larch", subscriptions: [], shopUrl: "https://shop.example" };
  const says = (isTenantNew: boolean) =>
    renderMail({ template: "licences_live", data: { ...about, isTenantNew } }).text.includes("/account/first-sign-in");
  expect([says(true), says(false)]).toEqual([true, false]);
});

it("of an order leads to the account when the version before kept it, which knew no page of the order", () => {
  const data = { companyName: "Larch", orderDisplayId: "7", lines: [], shopUrl: "https://shop.example" };
  const kept = JSON.parse(JSON.stringify({ template: "order_received", data }));
  expect(renderMail(asToday(kept)).text).toContain("https://shop.example/account");
});

describe("the mail about a refused order", () => {
  it.each(["bank", "vendor", "seller", "nobody", null] as const)(
    "says whose doing it is, and nobody else's: %s",
    (by) => {
      const { text } = refused(by);
      expect(/Microsoft/.test(text)).toBe(by === "vendor");
      expect(/bank|payment/i.test(text)).toBe(by === "bank");
      expect(/\bWe cannot\b/.test(text)).toBe(by === "seller");
      expect(text).toMatch(/Because\.\n\nNothing was charged for it\. We have released 1\.00 USD/);
    },
  );

  it("of one that is over and whose money waits does not say that the order waits", () => {
    const data = { companyName: "Larch", orderDisplayId: "7", words: "It is over.", supportEmail: "x@y.example" };
    const waits = (isOver: boolean) =>
      renderMail({ template: "order_waits", data: { ...data, orderUrl: "https://shop/orders/c", isOver } }).subject;
    expect([waits(true), waits(false)]).toEqual(["The money for your order 7 is not free yet", "Your order 7 waits"]);
  });

  it.each([
    [{ moneyGivenBack: "1.00 USD" }, /1\.00 USD had been taken of your card for it\. It was given back/],
    [{ moneyCredited: "1.00 USD" }, /1\.00 USD had been taken of your card for it\. It stands to your credit/],
    [{ moneyOwed: "1.00 USD" }, /1\.00 USD had been taken of your card for it, and .* We will pay it to you/],
  ])("says what became of money that had been taken, and not that nothing was: %j", (became, words) => {
    const { moneyReleased: _none, ...data } = DATA;
    const { text } = renderMail({ template: "order_refused", data: { ...data, ...became, by: "vendor", whole: true } });
    expect(text).toMatch(words);
    expect(text).not.toMatch(/released|Nothing was charged/);
    const canceled = renderMail({ template: "order_canceled", data: { ...DATA, ...became } }).text;
    expect(canceled).toMatch(/had been taken of your card[\s\S]*We have released 1\.00 USD on your card/);
    expect(canceled).not.toMatch(/Nothing was charged/);
  });

  it("speaks of a part where only a part was refused", () => {
    expect(refused("vendor", false).subject).toBe("A part of your order 7 could not be completed");
    expect(refused("vendor", false).text).toMatch(/Nothing was charged for this part/);
    expect(refused("vendor").subject).toBe("Your order 7 could not be completed");
  });
});

it("the mail with a tenant's code has nothing in its subject that a stranger has made up", () => {
  const data = {
    companyName: "Win at evil.example",
    domain: "pine.example",
    code: "K7PM-2XQD",
    askedBy: "x@y.example",
  };
  const { subject, text } = renderMail({ template: "tenant_code", data });
  expect(subject).toBe("A code for whoever may order Microsoft licences for pine.example");
  expect(text).toContain('calls itself "Win at evil.example" (x@y.example)');
});
