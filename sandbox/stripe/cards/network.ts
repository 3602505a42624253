import { secretOf, testCardBehind } from "../objects/payment-method";
import type { PaymentMethod } from "../state/types";
import type { World } from "../state/world";
import type { CardRefusal } from "./test-cards";

/** How the charge reaches the bank. */
export type Presence = { offSession: boolean; authenticated: boolean };

export type Answer = { kind: "approved" } | { kind: "authenticate" } | { kind: "refused"; refusal: CardRefusal };

const AUTHENTICATION_REQUIRED: CardRefusal = {
  code: "authentication_required",
  declineCode: "authentication_required",
  adviceCode: null,
  message: "Your card was declined. This transaction requires authentication.",
};

/** What the bank says to a charge of this card now. */
export function askBank(world: World, method: PaymentMethod, presence: Presence): Answer {
  const card = testCardBehind(world, method);
  const secret = secretOf(world, method.id);
  if (secret.forced !== null) {
    const { code, decline_code: declineCode, advice_code: adviceCode } = secret.forced;
    const message = code === "authentication_required" ? AUTHENTICATION_REQUIRED.message : "Your card was declined.";
    return { kind: "refused", refusal: { code, declineCode, adviceCode, message } };
  }
  if (isExpired(method, world.clock.now())) {
    const message = "Your card has expired.";
    return {
      kind: "refused",
      refusal: { code: "expired_card", declineCode: "expired_card", adviceCode: "confirm_card_data", message },
    };
  }
  if (!presence.authenticated && needsAuthentication(card.authentication, presence.offSession, secret.setUp)) {
    return presence.offSession ? { kind: "refused", refusal: AUTHENTICATION_REQUIRED } : { kind: "authenticate" };
  }
  return card.refusal === null ? { kind: "approved" } : { kind: "refused", refusal: card.refusal };
}

/** What the bank says to a card being saved for later. */
export function askBankToSave(world: World, method: PaymentMethod, authenticated: boolean): Answer {
  const card = testCardBehind(world, method);
  if (!card.attachable) {
    return { kind: "refused", refusal: card.refusal ?? AUTHENTICATION_REQUIRED };
  }
  return !authenticated && card.authentication !== "never" ? { kind: "authenticate" } : { kind: "approved" };
}

function needsAuthentication(rule: string, offSession: boolean, setUp: boolean): boolean {
  switch (rule) {
    case "always":
      return true;
    case "on_session":
      return !offSession;
    case "before_setup":
      return !(offSession && setUp);
    default:
      return false;
  }
}

function isExpired(method: PaymentMethod, now: Date): boolean {
  const { exp_month, exp_year } = method.card;
  return exp_year * 12 + exp_month - 1 < now.getUTCFullYear() * 12 + now.getUTCMonth();
}
