import type { BillingPlan, SubscriptionEvent, Term, TermEvent } from "../../../domain/subscription";
import type { DocumentLocale, InvoiceLine } from "../../../modules/billing";
import { planWords } from "../../../modules/catalog";
import type { DueLine } from "./plan-subscription";

/** What is stored on a line is written in the language the document is issued in. */
type LineWords = {
  readonly plan: (term: Term, billingPlan: BillingPlan) => string;
  readonly kinds: Readonly<Record<InvoiceLine["kind"], string | null>>;
  readonly extended: string;
};

const WORDS: Readonly<Record<DocumentLocale, LineWords>> = {
  en: {
    plan: planWords,
    kinds: {
      cycle: null,
      seat_change: "Seats changed",
      cancellation: "Credit for unused days",
      correction: "Correction",
      goodwill: "Less what was given back of it before",
    },
    extended: "Extended service term",
  },
  de: {
    plan: termAndBilling(
      { P1M: "Laufzeit 1 Monat", P1Y: "Laufzeit 1 Jahr", P3Y: "Laufzeit 3 Jahre" },
      { monthly: "monatlich berechnet", annual: "jährlich berechnet", triennial: "einmalig berechnet" },
    ),
    kinds: {
      cycle: null,
      seat_change: "Lizenzen geändert",
      cancellation: "Gutschrift für nicht genutzte Tage",
      correction: "Korrektur",
      goodwill: "Abzüglich der früheren Gutschrift darüber",
    },
    extended: "Verlängerte Servicelaufzeit",
  },
  nl: {
    plan: termAndBilling(
      { P1M: "Looptijd 1 maand", P1Y: "Looptijd 1 jaar", P3Y: "Looptijd 3 jaar" },
      { monthly: "maandelijks gefactureerd", annual: "jaarlijks gefactureerd", triennial: "eenmalig gefactureerd" },
    ),
    kinds: {
      cycle: null,
      seat_change: "Licenties gewijzigd",
      cancellation: "Creditering van ongebruikte dagen",
      correction: "Correctie",
      goodwill: "Verminderd met wat eerder is gecrediteerd",
    },
    extended: "Verlengde servicetermijn",
  },
};

/** How a line reads on the invoice: what it is for, and on which terms. */
export function describeLine(
  line: Pick<DueLine, "subscription" | "period"> & { readonly kind: InvoiceLine["kind"] },
  locale: DocumentLocale,
): { title: string; detail: string } {
  const { subscription } = line;
  const words = WORDS[locale];
  const term = termOn(subscription.events, line.period.start);
  const sku = subscription.skuTitle && subscription.skuTitle !== subscription.title ? subscription.skuTitle : null;
  const agreed = term === null ? null : words.plan(term.terms.term, term.terms.billingPlan);
  const extended = term?.type === "extended" ? words.extended : null;
  return {
    title: subscription.title,
    detail: [words.kinds[line.kind], sku, extended, agreed].filter((part) => part !== null).join(" · "),
  };
}

function termAndBilling(terms: Readonly<Record<Term, string>>, billing: Readonly<Record<BillingPlan, string>>) {
  return (term: Term, billingPlan: BillingPlan): string => `${terms[term]}, ${billing[billingPlan]}`;
}

/** The event that began the term a day belongs to: the last one on or before it. */
function termOn(events: readonly SubscriptionEvent[], on: string): TermEvent | null {
  let latest: TermEvent | null = null;
  for (const event of events) {
    if ("terms" in event && event.on <= on && (latest === null || event.on >= latest.on)) {
      latest = event;
    }
  }
  return latest;
}
