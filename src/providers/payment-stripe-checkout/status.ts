import { PaymentSessionStatus } from "@medusajs/framework/utils";
import type { CheckoutState } from "../../integrations/stripe";

const STATUS: Record<CheckoutState, PaymentSessionStatus> = {
  open: PaymentSessionStatus.REQUIRES_MORE,
  processing: PaymentSessionStatus.PENDING_AUTHORIZATION,
  authorised: PaymentSessionStatus.AUTHORIZED,
  paid: PaymentSessionStatus.CAPTURED,
  expired: PaymentSessionStatus.CANCELED,
  canceled: PaymentSessionStatus.CANCELED,
};

/** Medusa's word for where a card entry stands. */
export const statusOf = (state: CheckoutState): PaymentSessionStatus => STATUS[state];
