import type { Subscription } from "../../server/api/account.server";
import { chargeAfterTerm, ifNobodyActs } from "./outlook";

type Known = Parameters<typeof ifNobodyActs>[0];
const monthly: Known = {
  status: "active",
  renewal: "renew",
  renews_on: "2027-02-28",
  term: "P1M",
  term_last_on: "2027-02-27",
};

describe("what happens to a subscription if nobody acts", () => {
  it.each<[string, Partial<Known>, RegExp, string | null]>([
    ["a monthly plan renews", {}, /renews for another month on .*28.*price of that day/, "2027-02-28"],
    ["a yearly plan renews", { term: "P1Y" }, /another year on/, "2027-02-28"],
    ["a plan of three years renews", { term: "P3Y" }, /another 3 years on/, "2027-02-28"],
    ["a suspended plan renews all the same", { status: "suspended" }, /renews/, "2027-02-28"],
    ["a plan ends", { renewal: "stop", renews_on: null }, /ends after .*27.*Nothing is charged/, null],
    ["a plan goes on by the month", { renewal: "extend", renews_on: null }, /From .*28.* by the month/, "2027-02-28"],
    ["at the end of a year", { renewal: "extend", renews_on: null, term_last_on: "2026-12-31" }, /2027/, "2027-01-01"],
    ["in a leap year", { renewal: "extend", renews_on: null, term_last_on: "2028-02-28" }, /29/, "2028-02-29"],
    [
      "a cancelled plan",
      { status: "cancelled", renewal: "stop", renews_on: null },
      /^Nothing more is charged\.$/,
      null,
    ],
    ["an ended plan", { status: "ended", renewal: "renew" }, /^Nothing more is charged\.$/, null],
  ])("%s", (_words, own, said, charge) => {
    const subscription = { ...monthly, ...own } satisfies Partial<Subscription>;
    expect(ifNobodyActs(subscription)).toMatch(said);
    expect(chargeAfterTerm(subscription)).toBe(charge);
  });
});
