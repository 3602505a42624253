import { newId } from "../state/ids";
import type { Charge, PaymentMethod } from "../state/types";
import type { World } from "../state/world";
import { openDispute } from "./dispute";
import { testCardBehind } from "./payment-method";

/** What some test cards do after a successful charge: dispute it, ask about it, or be reported as stolen. */
export function followUp(world: World, charge: Charge, method: PaymentMethod): void {
  const { dispute } = testCardBehind(world, method);
  switch (dispute) {
    case "fraudulent":
    case "product_not_received":
      openDispute(world, charge, dispute);
      break;
    case "inquiry":
      openDispute(world, charge, "fraudulent", true);
      break;
    case "early_fraud_warning":
      world.emit("radar.early_fraud_warning.created", {
        id: newId("issfr"),
        object: "radar.early_fraud_warning",
        actionable: true,
        charge: charge.id,
        created: world.now(),
        fraud_type: "made_with_stolen_card",
        livemode: false,
        payment_intent: charge.payment_intent,
      });
      break;
    case null:
      break;
  }
}
