import type { Request, Response } from "express";
import { formatAmount } from "../objects/money";
import type { World } from "../state/world";
import { boxPage, escapeHtml } from "./layout";

/** GET /receipts/:id: what `receipt_url` of a charge leads to. */
export function showReceipt(world: World, request: Request, response: Response): void {
  const charge = world.state.charges[request.params.id ?? ""];
  if (charge === undefined || charge.status !== "succeeded") {
    response.status(404).type("html").send(boxPage("No such receipt", "<p>This charge does not exist.</p>"));
    return;
  }
  const taken = charge.captured ? formatAmount(charge.amount_captured, charge.currency) : "nothing yet";
  const card = charge.payment_method_details?.card;
  const text = `<p>Paid: <strong>${taken}</strong></p><p class="what">${escapeHtml(card?.brand ?? "card")} ending in ${escapeHtml(card?.last4 ?? "")}</p>`;
  response.type("html").send(boxPage("Receipt", text));
}
