import { TransitionTable } from "./transitions";

/** A credit note is `draft` or `issued` and nothing else; an invoice is never `issued`. */
export const INVOICE_STATES = ["draft", "open", "paid", "payment_failed", "void", "issued"] as const;
export type InvoiceState = (typeof INVOICE_STATES)[number];

/**
 * - `write`: it is made, as a draft or issued at once
 * - `issue`: a draft gets its number
 * - `discard`: a draft is thrown away
 * - `pay`: its money has come
 * - `decline`: its payment has failed
 * - `credit`: a credit note gives back all that was left to pay of it
 * - `settle`: credit that came later pays all that was left to pay of it
 */
export type InvoiceEvent = "write" | "issue" | "discard" | "pay" | "decline" | "credit" | "settle";

/** `run`: the billing run. `order`: the settlement of an order. `person`: the seller's people. `payment`: the processor's answer. `balance`: the company's credit. */
export type InvoiceActor = "run" | "order" | "person" | "payment" | "balance";

/**
 * The life of an invoice or credit note. An invoice that asks for nothing (its total is nothing, or the customer's
 * credit covers it) is paid by being issued. Credited whole before a cent was paid it is void; with money or credit in
 * it, it is settled and counts as paid.
 */
export const invoiceTransitions = new TransitionTable<InvoiceState, InvoiceEvent, InvoiceActor>(INVOICE_STATES, [
  { event: "write", from: [null], to: ["draft"], by: ["run"] },
  { event: "write", from: [null], to: ["open", "paid"], by: ["run", "order"] },
  { event: "write", from: [null], to: ["issued"], by: ["run", "person"] },
  { event: "issue", from: ["draft"], to: ["open", "paid", "issued"], by: ["person"] },
  { event: "discard", from: ["draft"], to: [null], by: ["person"] },
  { event: "pay", from: ["open", "payment_failed"], to: ["paid"], by: ["payment"] },
  { event: "decline", from: ["open", "payment_failed"], to: ["payment_failed"], by: ["payment"] },
  { event: "credit", from: ["open", "payment_failed"], to: ["void", "paid"], by: ["person"] },
  { event: "settle", from: ["open", "payment_failed"], to: ["paid"], by: ["balance"] },
]);
