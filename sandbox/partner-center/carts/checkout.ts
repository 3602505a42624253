import { catalogItem } from "../catalog/catalogue";
import { requireAgreement } from "../customers/agreements";
import { magicRefusal } from "../customers/find";
import { refusal } from "../errors";
import { takeFault } from "../faults/match";
import type { Call, Reply } from "../http/route";
import { placeOrder } from "../orders/place-order";
import { orderBody } from "../orders/present";
import type { Cart, Customer, OrderError } from "../state";
import type { World } from "../world";

const riskCheck = "800069";

/** Refuses a customer whose account Microsoft is reviewing or has not approved. */
export function requireGoodStanding(customer: Customer): void {
  switch (customer.accountStatus?.status) {
    case "UnderReview":
      throw refusal("800073");
    case "NotAllowed":
      throw refusal("800075");
    default:
      return;
  }
}

/** The catalogue may have moved on since the cart was made: then 404/400019. */
function requireCurrentAvailabilities(world: World, cart: Cart, now: Date): void {
  for (const line of cart.lines) {
    const parts = catalogItem(line.catalogItemId);
    const sku = parts && world.catalogue.sku(parts.productId, parts.skuId, now);
    if (!parts || !sku || world.catalogue.availabilityId(sku, now) !== parts.availabilityId) {
      throw refusal(
        "400019",
        `The availability of ${line.catalogItemId} was not found. Read the availabilities again.`,
      );
    }
  }
}

const refused = (orderGroupId: string, code: string): OrderError => ({
  orderGroupId,
  code: Number(code),
  description: refusal(code).description,
});

/** An order group that fails, with the reason: scripted, or by the name of the customer. */
function refusedGroups(world: World, customer: Customer, groups: string[], call: Call): Map<string, OrderError> {
  if (magicRefusal(customer)) {
    return new Map(groups.map((group) => [group, refused(group, riskCheck)]));
  }
  const fault = takeFault(world.state, ["refuse_checkout"], call.method, call.path);
  if (fault?.as === "http") {
    throw refusal(fault.code);
  }
  const hit = fault ? groups.filter((group) => fault.orderGroupId === undefined || fault.orderGroupId === group) : [];
  return new Map(hit.map((group) => [group, refused(group, fault?.code ?? riskCheck)]));
}

/**
 * `POST .../checkout`: one order for each order group. Groups that fail are told in `orderErrors` inside the 201.
 * A cart whose groups were all ordered gives the same orders again (or 400/800065 when so configured); after a partial
 * failure only the failed groups are tried again.
 */
export function checkout(world: World, customer: Customer, cart: Cart, call: Call): Reply {
  const groups = [...new Set(cart.lines.map((line) => line.orderGroup))];
  const open = groups.filter((group) => cart.orderIds[group] === undefined);
  if (open.length === 0 && world.state.settings.repeatCheckout === "refuse_800065") {
    throw refusal("800065", `The cart ${cart.id} was already submitted and cannot be checked out again.`);
  }
  const errors = new Map<string, OrderError>();
  if (open.length > 0) {
    requireAgreement(customer, call.now);
    requireGoodStanding(customer);
    if (cart.lines.some((line) => line.error)) {
      throw refusal("800009");
    }
    requireCurrentAvailabilities(world, cart, call.now);
    for (const [group, error] of refusedGroups(world, customer, open, call)) {
      errors.set(group, error);
    }
  }
  for (const group of open.filter((one) => !errors.has(one))) {
    const lines = cart.lines.filter((line) => line.orderGroup === group);
    cart.orderIds[group] = placeOrder(world, customer, lines, cart.id, call.now).id;
    cart.submitted = true;
  }
  const orders = groups.flatMap((group) => world.state.orders[cart.orderIds[group] ?? ""] ?? []);
  return {
    status: 201,
    body: {
      orders: orders.map((order) => orderBody(world, order)),
      ...(errors.size > 0 ? { orderErrors: [...errors.values()] } : {}),
      attributes: { objectType: "CartCheckoutResult" },
    },
  };
}
