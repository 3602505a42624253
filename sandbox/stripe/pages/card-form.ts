import { type CardInput, isCardNumber, WRONG_NUMBER } from "../cards/card-input";

/** What the customer typed. */
export type CardForm = { number: string; expiry: string; cvc: string; name: string };

export type CardFormErrors = Partial<Record<keyof CardForm, string>>;

const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

export function readCardForm(body: Record<string, unknown>): CardForm {
  return { number: text(body.number), expiry: text(body.expiry), cvc: text(body.cvc), name: text(body.name) };
}

/** The typed card, or which fields are wrong or unfinished. */
export function parseCardForm(form: CardForm): { card: CardInput } | { errors: CardFormErrors } {
  const errors: CardFormErrors = {};
  const expiry = /^(\d{1,2})\s*\/?\s*(\d{2}|\d{4})$/.exec(form.expiry);
  if (form.number === "") errors.number = "Enter your card number.";
  else if (!isCardNumber(form.number)) errors.number = WRONG_NUMBER;
  if (expiry === null) errors.expiry = "Enter the date as MM / YY.";
  if (form.cvc === "") errors.cvc = "Enter the security code.";
  if (form.name === "") errors.name = "Enter the name on the card.";
  if (Object.keys(errors).length > 0) {
    return { errors };
  }
  const [, month = "", year = ""] = expiry ?? [];
  return { card: { number: form.number, expMonth: Number(month), expYear: Number(year), cvc: form.cvc } };
}

/** Which field a Stripe `param` means. */
export function fieldOfParam(param: string | undefined): keyof CardForm | null {
  switch (param) {
    case "number":
      return "number";
    case "exp_month":
    case "exp_year":
      return "expiry";
    case "cvc":
      return "cvc";
    default:
      return null;
  }
}
