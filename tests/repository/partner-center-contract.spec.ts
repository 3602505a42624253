import { type CallContract, CONTRACT, methodOf, tokenOf } from "../../src/integrations/partner-center/contract";
import { pageAsWritten } from "../support/outside-answers";

const INTRO = [
  "Every kind of call that Seatline makes to Partner Center, what it rests on, and until when. A call takes the application's",
  "own token (app-only), that of the user who consented (app+user), or either; with either, the application's own is sent, so",
  "that a user's sign-in which fails stops no order. A call that was retired is still made where nothing else is built yet. The",
  "page is printed from `src/integrations/partner-center/contract.ts`",
  "(`WRITE_DOCS=1 npm run test:one -- tests/repository/partner-center-contract`); `tests/contracts/partner-center-contract.spec.ts`",
  "makes each of them.",
];

const ACCEPTED: Record<CallContract["token"], string> = { app: "app-only", user: "app+user", either: "either" };
const SENT = { app: "app-only", user: "app+user" } as const;

function rowOf([kind, contract]: [string, CallContract]): string {
  const { documentedOn, retiredOn, token, source, inferred } = contract;
  const call = kind as keyof typeof CONTRACT;
  const path = kind.slice(methodOf(call).length + 1);
  const cells = [methodOf(call), `\`${path}\``, ACCEPTED[token], SENT[tokenOf(call)]];
  return `| ${[...cells, documentedOn, retiredOn ?? "-", inferred ? `${source} (inferred: it is in no page)` : source].join(" | ")} |`;
}

it("docs/partner-center-contract.md is the table that the client works by", () => {
  const printed = [
    "# Calls to Partner Center",
    "",
    ...INTRO,
    "",
    "| method | path | takes | is sent | documented on | retired on | Microsoft's page |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...Object.entries(CONTRACT).map(rowOf),
    "",
  ].join("\n");
  expect(pageAsWritten("docs/partner-center-contract.md", printed)).toBe(printed);
});
