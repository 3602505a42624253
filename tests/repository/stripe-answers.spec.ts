import { STRIPE_ANSWERS } from "../../src/integrations/stripe/answers";
import { pageAsWritten, printAnswers } from "../support/outside-answers";

const INTRO = [
  "What Stripe can answer, or not answer, and what follows from it. Only an answer about the customer's card marks an invoice",
  "as failed. A set-up out of order stops all charging until it works again; whatever is nobody's fault is repeated with its",
  "key; and a request that is wrong as such waits for a person. The page is printed from",
  "`src/integrations/stripe/answers.ts` (`WRITE_DOCS=1 npm run test:one -- tests/repository/stripe-answers`).",
];

describe("the list of Stripe's answers", () => {
  it("is printed in docs/outside-answers-stripe.md", () => {
    const printed = printAnswers("Answers of Stripe", INTRO, STRIPE_ANSWERS);
    expect(pageAsWritten("docs/outside-answers-stripe.md", printed)).toBe(printed);
  });

  it("has no answer twice, and tells each in whole sentences", () => {
    const names = STRIPE_ANSWERS.map(({ answer }) => answer);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    expect(STRIPE_ANSWERS.filter(({ partner, customer }) => !/\.$/.test(partner) || customer === "")).toEqual([]);
  });

  it("tells no customer of a fault of ours as if it were their card's", () => {
    const ours = STRIPE_ANSWERS.filter(({ fault }) => fault !== "customer");
    expect(ours.filter(({ customer }) => /your (card|bank)/i.test(customer ?? ""))).toEqual([]);
  });
});
