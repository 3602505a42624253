import fs from "node:fs";
import path from "node:path";

const SRC = path.resolve(__dirname, "../../src");

type Source = { readonly file: string; readonly text: string };

const sources: Source[] = fs
  .readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll(path.sep, "/"))
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".spec.ts"))
  .map((file) => ({ file, text: fs.readFileSync(path.join(SRC, file), "utf8") }));

/** Admin routes that change something, and the action under which the journal has it; a sentence where there is none. */
const ACTS: Readonly<Record<string, string>> = {
  "POST attention/assignment": "assign",
  "POST attention/notes": "note",
  "POST attention/resolution": "resolve",
  "POST billing-accounts/[id]": "account_changed",
  "POST billing-accounts/[id]/retry": "retried",
  "POST billing-checks": "Looks through the books and changes none of them.",
  "POST billing-runs": "run_started",
  "POST billing-runs/[id]/resume": "run_resumed",
  "POST billing-runs/[id]/stop": "run_stop_requested",
  "GET customers/[id]/personal-data": "give_out_personal_data",
  "POST customers/[id]/erase": "erase_person",
  "POST customers/[id]/tax-id": "decide_tax_id",
  "POST discounts": "discount_created",
  "POST discounts/[id]/end": "discount_",
  "POST inbox-events/[id]/retry": "retry",
  "DELETE invoices/[id]": "draft_discarded",
  "POST invoices/[id]/charge": "charge_asked",
  "POST invoices/[id]/credit": "credit_note_issued",
  "POST invoices/[id]/issue": "draft_issued",
  "POST offers/publish": "publish",
  "POST offers/withdraw": "withdraw",
  "POST orders/[id]/take-up": "take_up",
  "POST price-sheets": "import",
  "POST price-sheets/[id]/undo": "undo",
  "POST pricing-rules": "start",
  "POST pricing-rules/forecast": "Says what a rule would do and changes nothing.",
  "POST provisioning-tasks/[id]/accept": "accept",
  "POST provisioning-tasks/[id]/refuse": "refuse",
  "POST provisioning-tasks/[id]/retry": "retry",
  "POST subscriptions/[id]/bill-on": "bill_on",
  "POST subscriptions/[id]/changes": "request_change",
  "POST subscriptions/[id]/changes/[change_id]/refuse": "refuse_change",
  "POST subscriptions/[id]/changes/[change_id]/retry": "retry_change",
  "POST subscriptions/[id]/changes/[change_id]/withdraw": "withdraw_change",
  "POST subscriptions/[id]/changes/preview": "Says what a change would mean and changes nothing.",
  "POST subscriptions/[id]/end": "end",
  "POST subscriptions/[id]/read": "read",
  "POST tenant-claims/[id]/approve": "approve_claim",
  "POST tenant-claims/[id]/reject": "reject_claim",
};

const isReason = (text: string) => /^[A-Z].+\.$/.test(text);

function routesThatChange(): string[] {
  return sources.flatMap(({ file, text }) => {
    const route = /^api\/admin\/csp\/(.+)\/route\.ts$/.exec(file)?.[1];
    const methods = [...text.matchAll(/export const (POST|PUT|PATCH|DELETE)\b/g)].map(([, method]) => method);
    return route === undefined ? [] : methods.map((method) => `${method} ${route}`);
  });
}

/** Lines that are written with anything but a transaction. `write` of a table of its own takes the caller's connection. */
function writtenApart({ file, text }: Source): string[] {
  const calls = [...text.matchAll(/(?<!async )\b(?:recordAct|journal\.write|writeActs|writeJournal)\(\s*([\w.]+)/g)];
  return calls.filter(([, first]) => first !== "trx").map(([call]) => `${file}: ${call}`);
}

describe("the journal", () => {
  it("has an action for each admin route that changes something", () => {
    const acts = Object.keys(ACTS).filter((route) => !route.startsWith("GET"));
    expect(routesThatChange().sort()).toEqual(acts.sort());
    const said = (action: string) => sources.some(({ text }) => new RegExp(`["'\`]${action}`).test(text));
    expect(Object.values(ACTS).filter((act) => !isReason(act) && !said(act))).toEqual([]);
  });

  it("is written in the transaction of the act and nowhere else", () => {
    expect(sources.flatMap(writtenApart)).toEqual([]);
    expect(sources.filter(({ text }) => /\bjournal\.write\(\s*trx/.test(text)).length).toBeGreaterThan(5);
  });

  it("would tell a line that is written apart", () => {
    const text = "await journal.write(this.db, [act]); await attention.recordAct(act); await recordAct(trx, act);";
    expect(writtenApart({ file: "x.ts", text })).toHaveLength(2);
  });
});
