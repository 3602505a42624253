import { ApiError } from "../http/api-error";
import { type TestCard, testCardOf } from "./test-cards";

export type CardInput = { number: string; expMonth: number; expYear: number; cvc: string | null };

const cardError = (code: string, message: string, param: string): ApiError =>
  new ApiError(402, { type: "card_error", code, message, param }, false);

export const WRONG_NUMBER = "Your card number is incorrect.";

/** Whether what was typed can be a card's number at all, whoever issued it. */
export function isCardNumber(typed: string): boolean {
  const number = digitsOf(typed);
  return /^\d{12,19}$/.test(number) && passesLuhn(number);
}

/** Checks what was typed. @throws ApiError 402 with Stripe's code for the wrong field */
export function checkCard(input: CardInput, now: Date): TestCard {
  const number = digitsOf(input.number);
  if (!isCardNumber(input.number)) {
    throw cardError("incorrect_number", WRONG_NUMBER, "number");
  }
  if (!Number.isInteger(input.expMonth) || input.expMonth < 1 || input.expMonth > 12) {
    throw cardError("invalid_expiry_month", "Your card's expiration month is invalid.", "exp_month");
  }
  const year = input.expYear < 100 ? 2000 + input.expYear : input.expYear;
  const lastMonth = now.getUTCFullYear() * 12 + now.getUTCMonth();
  if (!Number.isInteger(year) || year * 12 + input.expMonth - 1 < lastMonth || year > now.getUTCFullYear() + 50) {
    throw cardError("invalid_expiry_year", "Your card's expiration year is invalid.", "exp_year");
  }
  const testCard = testCardOf(number);
  const cvcLength = testCard?.brand === "amex" ? 4 : 3;
  if (input.cvc !== null && !new RegExp(`^\\d{${cvcLength}}$`).test(input.cvc)) {
    throw cardError("invalid_cvc", "Your card's security code is invalid.", "cvc");
  }
  if (testCard === undefined) {
    const message = "Your card was declined. Your request was in test mode, but used a non test card.";
    throw new ApiError(
      402,
      { type: "card_error", code: "card_declined", decline_code: "test_mode_live_card", message },
      false,
    );
  }
  return testCard;
}

function digitsOf(typed: string): string {
  return typed.replace(/[\s-]/g, "");
}

function passesLuhn(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
