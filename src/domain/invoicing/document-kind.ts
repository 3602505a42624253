import type { InvoiceDraft } from "./assemble-invoice";

/** What a draft is to be issued as. */
export type DocumentKind = {
  readonly kind: "invoice" | "credit_note";
  /** Kept, but not sent to anybody. */
  readonly silent: boolean;
};

/**
 * A draft in the customer's favour becomes a credit note, whose gross goes to the credit balance; every other one an
 * invoice. One over nothing is made as well, because its lines are facts that later ones build on; the policy says
 * whether the customer hears of it.
 */
export function documentKind(
  draft: Pick<InvoiceDraft, "balance">,
  policy: { readonly zeroInvoices: "send" | "keep" },
): DocumentKind {
  switch (draft.balance) {
    case "charge":
      return { kind: "invoice", silent: false };
    case "credit":
      return { kind: "credit_note", silent: false };
    case "zero":
      return { kind: "invoice", silent: policy.zeroInvoices === "keep" };
  }
}
