import { PARTNER_CENTER_ANSWERS } from "../../src/integrations/partner-center/answers";
import { pageAsWritten, printAnswers } from "../support/outside-answers";

const INTRO = [
  "What Partner Center can answer, or not answer, and what follows from it. Only a documented code of the vendor refuses an",
  "order; whatever else comes is repeated where that is safe, and then a person is asked. The page is printed from",
  "`src/integrations/partner-center/answers.ts` (`WRITE_DOCS=1 npm run test:one -- tests/repository/partner-center-answers`).",
];

it("docs/outside-answers-partner-center.md is the list that the client works by", () => {
  const printed = printAnswers("Answers of Partner Center", INTRO, PARTNER_CENTER_ANSWERS);
  expect(pageAsWritten("docs/outside-answers-partner-center.md", printed)).toBe(printed);
});
