import type { Checkout } from "../../server/api/checkouts.server";
import {
  failureWords,
  isMoving,
  moneyWords,
  orderTitle,
  partlyWords,
  refusalWords,
  stepName,
  stepWords,
} from "./order-state";

type States = Parameters<typeof stepWords>[0][number]["state"][];
type By = NonNullable<Checkout["refusal"]>["by"];
const EVERYBODY: readonly By[] = ["bank", "vendor", "seller", "nobody", null];
const wordsOf = (states: States) => stepWords(states.map((state) => ({ state })));
const last = (key: "invoiced" | "released", state: Checkout["steps"][number]["state"]) => [{ key, state, at: null }];
const waits = { words: "x", since: "2026-03-15T10:00:00.000Z", told: false, wants_address: false };

/** All that the page says of who ended an order, and how, in one text. */
function said(state: "payment_failed" | "refused" | "partly_live", refusal: Checkout["refusal"]): string {
  const order = { state, refusal, waits: null, steps: last("released", "done") };
  const title = orderTitle(order);
  if (state === "refused") {
    return `${title} | ${refusalWords(refusal)}`;
  }
  const { title: of, words } = state === "payment_failed" ? failureWords(refusal) : partlyWords(order);
  return `${title} | ${of} | ${words}`;
}

describe("the steps of an order in words", () => {
  it("say that the next ones are still to come while the order goes on", () => {
    expect(wordsOf(["done", "doing", "todo"])).toEqual(["done", "in progress", "not yet"]);
  });

  it("promise nothing more after one that failed, but that the money goes back", () => {
    const states: States = ["done", "failed", "todo", "todo", "doing"];
    expect(wordsOf(states)).toEqual(["done", "did not work", "will not happen", "will not happen", "in progress"]);
  });

  it("say of the money only what is so", () => {
    expect(stepName({ key: "released", state: "doing" })).toBe("Being released, nothing charged");
    expect(stepName({ key: "released", state: "done" })).toBe("Released, nothing charged");
    expect(stepName({ key: "invoiced", state: "todo" })).toBe("Invoice made and card charged");
  });
});

describe("whose doing it was", () => {
  it.each(EVERYBODY)("a payment that failed (%s) speaks of the card when it was the bank, and only then", (by) => {
    const words = said("payment_failed", { reason: "Because.", by });
    expect(/payment|card/i.test(words)).toBe(by === "bank");
    expect(words).toMatch(/Because\. Nothing was charged\./);
    expect(words).not.toMatch(/Microsoft/);
  });

  it.each(EVERYBODY)("an order that ended (%s) speaks of Microsoft when it was Microsoft, and only then", (by) => {
    const words = said("refused", { reason: "Because.", by });
    expect(/Microsoft/.test(words)).toBe(by === "vendor");
    expect(/bank|card|payment/i.test(words)).toBe(by === "bank");
    expect(words).toMatch(/Because\./);
  });

  it("says neutrally what was stored before anybody noted it", () => {
    expect(said("refused", { reason: "Because.", by: null })).toBe("The order was not carried out | Because.");
    expect(said("refused", null)).toBe("The order was not carried out | No reason was kept.");
    expect(said("payment_failed", null)).toMatch(
      /^There is no order yet \| There is no order yet \| Nothing was charged/,
    );
  });

  it("names Microsoft for a part that it refused", () => {
    expect(said("partly_live", { reason: "Because.", by: "vendor" })).toMatch(/Microsoft did not accept everything/);
    expect(said("partly_live", { reason: "Because.", by: null })).not.toMatch(/Microsoft/);
  });
});

describe("an order whose money goes back", () => {
  const ended = { state: "refused", waits: null, steps: last("released", "doing") } as const;

  it.each(["refused", "canceled"] as const)(
    "%s: is looked at until the release is in the books, and says no sooner that it is",
    (state) => {
      expect(isMoving({ ...ended, state })).toBe(true);
      expect(moneyWords(ended.steps)).toMatchObject({ title: "Your money is being released" });
      expect(isMoving({ ...ended, state, steps: last("released", "done") })).toBe(false);
      expect(moneyWords(last("released", "done"))).toMatchObject({ title: "Your money is released" });
      expect(moneyWords(last("released", "done")).words).toMatch(/has been released in full/);
    },
  );

  it("is looked at also while a person has to see to it", () => {
    expect(isMoving({ ...ended, waits })).toBe(true);
  });

  it("a part that is not paid is released with the invoice", () => {
    const refusal = { reason: "No.", by: "vendor" } as const;
    expect(partlyWords({ refusal, steps: last("invoiced", "doing") }).words).toMatch(/the rest is released/);
    expect(partlyWords({ refusal, steps: last("invoiced", "done") }).words).toMatch(/the rest was released/);
  });
});
