import type { Renewal } from "../../../../api/admin/csp/renewals/document";
import { costInWords, leftInWords, planInWords } from "./words";

const usd = (amount: string) => ({ amount, currency: "USD" });
const renewal = {
  ...{ outcome: "renew", next_quantity: 12, quantity: 10, next_on: "2027-03-15", term_last_on: "2027-03-14" },
  charges: {
    ...{ kind: "known", period: "month", first_charge: usd("25.00") },
    ...{ each_charge: usd("250.00"), whole_term: usd("3000.00") },
  },
} as Renewal;

it("says what ends when, what happens then, and what it costs", () => {
  expect(planInWords(renewal)).toBe("Renews on 15 Mar 2027 with 12 seats");
  expect(planInWords({ ...renewal, outcome: "stop" })).toBe("Stops after 14 Mar 2027");
  expect(planInWords({ ...renewal, outcome: "extend" })).toBe("Goes on by the month from 15 Mar 2027");
  expect(costInWords(renewal)).toBe("3,000.00 USD, 250.00 USD each month");
  expect(costInWords({ ...renewal, charges: { ...renewal.charges, kind: "no_price" } as Renewal["charges"] })).toMatch(
    /^No price/,
  );
  expect(costInWords({ ...renewal, charges: { kind: "nothing" } })).toBe("Nothing");
  expect([leftInWords(0), leftInWords(1), leftInWords(30)]).toEqual([
    "waits for its renewal",
    "1 day left",
    "30 days left",
  ]);
});
