import { TEST_CARDS } from "../cards/test-cards";
import { formatAmount } from "../objects/money";
import type { CheckoutSession, SessionPlan } from "../state/types";
import type { CardForm, CardFormErrors } from "./card-form";
import { escapeHtml, paymentPage } from "./layout";

export type CheckoutView = {
  /** Who asks for the money. */
  businessName: string;
  session: CheckoutSession;
  plan: SessionPlan;
  form: CardForm;
  errors: CardFormErrors;
  /** Why the last try failed. */
  message: string | null;
};

const SHOWN_CARDS = [
  "4242424242424242",
  "4000002500003155",
  "4000002760003184",
  "4000000000000002",
  "4000000000009995",
  "4000000000000341",
];

/** The page on which the customer enters a card. */
export function checkoutView(view: CheckoutView): string {
  const { session } = view;
  const payment = session.mode === "payment";
  const total = formatAmount(session.amount_total ?? 0, session.currency ?? "usd");
  const title = payment ? `Pay ${total}` : "Save a card";
  return paymentPage(
    title,
    `<div class="split">
<section class="side" aria-label="Your order"><div>
${back(session)}
<p class="merchant">${escapeHtml(view.businessName)}</p>
${payment ? `<p class="what">Amount to pay</p><p class="total">${total}</p>${lines(view, total)}` : '<p class="total">Save your card</p><p class="what">Nothing is charged now.</p>'}
</div></section>
<main class="pay"><div><h1>Pay by card</h1>${form(view, payment ? `Pay ${total}` : "Save card")}${testCards()}</div></main>
</div>`,
  );
}

function back(session: CheckoutSession): string {
  return session.cancel_url === null
    ? ""
    : `<p class="back"><a href="${escapeHtml(session.cancel_url)}">Back to the shop</a></p>`;
}

function lines({ session, plan }: CheckoutView, total: string): string {
  const rows = plan.lineItems.map((line, index) => {
    const each = line.price?.unit_amount ?? 0;
    const count = (line.quantity ?? 1) > 1 ? ` (${line.quantity} x ${formatAmount(each, line.currency)})` : "";
    const description = plan.descriptions[index] ?? "";
    return `<li><span>${escapeHtml(line.description ?? "")}<small>${escapeHtml(description)}${count}</small></span>
<span>${formatAmount(line.amount_total, session.currency ?? "usd")}</span></li>`;
  });
  return `<ul class="lines">${rows.join("")}<li class="sum"><span>Total</span><span>${total}</span></li></ul>`;
}

function form({ session, form: typed, errors, message }: CheckoutView, action: string): string {
  const consent = session.custom_text.submit?.message;
  const email = session.customer_details?.email;
  return `<form method="post" action="/c/pay/${session.id}" novalidate>
${message === null ? "" : `<p class="error" role="alert">${escapeHtml(message)}</p>`}
${email ? `<p class="what">${escapeHtml(email)}</p>` : ""}
${field("number", "Card number", typed, errors, 'inputmode="numeric" autocomplete="cc-number" placeholder="1234 1234 1234 1234"')}
<div class="two"><div>${field("expiry", "Expiry date", typed, errors, 'inputmode="numeric" autocomplete="cc-exp" placeholder="MM / YY"')}</div>
<div>${field("cvc", "Security code", typed, errors, 'inputmode="numeric" autocomplete="cc-csc" placeholder="CVC"')}</div></div>
${field("name", "Name on card", typed, errors, 'autocomplete="cc-name"')}
<button type="submit">${action}</button>
${consent ? `<p class="consent">${escapeHtml(consent)}</p>` : ""}
</form>`;
}

function field(
  name: keyof CardForm,
  label: string,
  typed: CardForm,
  errors: CardFormErrors,
  attributes: string,
): string {
  const error = errors[name];
  const invalid = error === undefined ? "" : ` aria-invalid="true" aria-describedby="${name}-error"`;
  return `<label for="${name}">${label}</label>
<input id="${name}" name="${name}" value="${escapeHtml(typed[name])}" required ${attributes}${invalid}>
${error === undefined ? "" : `<p class="fielderror" id="${name}-error">${escapeHtml(error)}</p>`}`;
}

function testCards(): string {
  const rows = TEST_CARDS.filter((card) => SHOWN_CARDS.includes(card.number)).map(
    (card) => `<dt>${card.number.replace(/(\d{4})(?=\d)/g, "$1 ")}</dt><dd>${escapeHtml(card.does)}</dd>`,
  );
  return `<details><summary>Test cards</summary><dl>${rows.join("")}</dl>
<p class="what">Any future date, any three digits as security code.</p></details>`;
}
