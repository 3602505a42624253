import { z } from "zod";
import { customerOf } from "../customers/find";
import { ApiError, invalidProperty } from "../errors";
import { collection } from "../http/json";
import { parseBody } from "../http/parse";
import type { Call, Reply, Route } from "../http/route";
import { param } from "../http/route";
import type { Customer } from "../state";
import { seatsHeld } from "../subscriptions/limits";
import type { World } from "../world";
import { catalogItem } from "./catalogue";
import { type Promotion, runningPromotions } from "./promotion";

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Offsets as the documentation prints them: +00:00 instead of Z, no milliseconds. */
const offsetTime = (iso: string) => `${new Date(iso).toISOString().slice(0, 19)}+00:00`;

const promotionBody = (promotion: Promotion) => ({
  id: promotion.id,
  name: promotion.name,
  description: promotion.name,
  startDate: offsetTime(promotion.startsAt),
  endDate: offsetTime(promotion.endsAt),
  properties: { isAutoApplicable: promotion.isAutoApplicable },
  requiredProducts: [
    {
      productId: promotion.productId,
      skuId: promotion.skuId,
      term: { duration: promotion.duration, billingCycle: capital(promotion.billingCycle) },
      pricingPolicies: [{ policyType: "PercentDiscount", value: String(promotion.discount) }],
    },
  ],
});

function requireCountry(call: Call): void {
  if (!call.query.country) {
    throw invalidProperty("the query parameter country is required.");
  }
}

function listPromotions(world: World, call: Call): Reply {
  requireCountry(call);
  const segment = call.query.segment?.toLowerCase();
  const items = runningPromotions(world.promotions, call.now).filter((one) => !segment || one.segment === segment);
  return { status: 200, body: collection(items.map(promotionBody)) };
}

function getPromotion(world: World, call: Call): Reply {
  requireCountry(call);
  const found = world.promotions.find((promotion) => promotion.id === param(call, "promotionId"));
  if (!found) {
    throw new ApiError(404, "1000", "Not found: there is no promotion with this id.");
  }
  return { status: 200, body: promotionBody(found) };
}

const eligibilitySchema = z.object({
  items: z
    .array(
      z.object({
        id: z.coerce.number().int().optional(),
        catalogItemId: z.string(),
        quantity: z.number().int().min(1),
        billingCycle: z.string().transform((cycle) => cycle.toLowerCase()),
        termDuration: z.string(),
        promotionId: z.string().optional(),
      }),
    )
    .min(1),
});

type Item = z.infer<typeof eligibilitySchema>["items"][number];

/** The limits count the seats that the customer has of the SKU already, from whichever partner; here there is one. */
function seatError(promotion: Promotion, held: number, quantity: number) {
  const { minimumSeats = 1, maximumSeats } = promotion;
  const seats = held + quantity;
  if (seats >= minimumSeats && (maximumSeats === null || seats <= maximumSeats)) {
    return [];
  }
  return [
    {
      minimumRequiredSeats: minimumSeats,
      ...(maximumSeats === null
        ? {}
        : { maximumRequiredSeats: maximumSeats, availableSeats: Math.max(0, maximumSeats - held) }),
      type: "SeatCount",
      description: "The quantity does not fit the seat limits of the promotion.",
    },
  ];
}

function eligibilitiesOf(world: World, customer: Customer, item: Item, now: Date) {
  const parts = catalogItem(item.catalogItemId);
  const wrong = (type: string, description: string) => [
    { promotionId: item.promotionId ?? "", isEligible: false, errors: [{ type, description }] },
  ];
  if (!parts || !world.catalogue.sku(parts.productId, parts.skuId, now)) {
    return wrong("InvalidCatalogItemId", "The catalog item id is not valid.");
  }
  const ofSku = runningPromotions(world.promotions, now).filter(
    (one) => one.productId === parts.productId && one.skuId === parts.skuId,
  );
  if (item.promotionId && !ofSku.some((one) => one.id === item.promotionId)) {
    return wrong("InvalidPromotion", "The promotion does not exist or does not fit the catalog item.");
  }
  const asked = ofSku.filter((one) => !item.promotionId || one.id === item.promotionId);
  const fits = (one: Promotion) => one.duration === item.termDuration && one.billingCycle === item.billingCycle;
  if (item.promotionId && !asked.some(fits)) {
    return wrong("Term", "The promotion is for another term or billing cycle.");
  }
  const checked = asked.filter(fits).map((promotion) => {
    const errors = seatError(promotion, seatsHeld(world, customer.id, promotion), item.quantity);
    return { promotionId: promotion.id, isEligible: errors.length === 0, ...(errors.length > 0 ? { errors } : {}) };
  });
  return checked.length > 0 ? checked : wrong("NoPromotionsAvailable", "There is no promotion for this item.");
}

/** Always 200: whether a promotion fits is told line by line. */
function checkEligibility(world: World, call: Call): Reply {
  const customer = customerOf(world, call);
  const { items } = parseBody(eligibilitySchema, call.body);
  const answers = items.map((item, index) => ({
    id: item.id ?? index,
    catalogItemId: item.catalogItemId,
    quantity: item.quantity,
    billingCycle: item.billingCycle,
    termDuration: item.termDuration,
    eligibilities: eligibilitiesOf(world, customer, item, call.now),
    attributes: { objectType: "PromotionEligibilities" },
  }));
  return { status: 200, body: collection(answers) };
}

export const promotionRoutes: Route[] = [
  { method: "get", path: "/v1/productpromotions", access: "any", handle: listPromotions },
  { method: "get", path: "/v1/productpromotions/:promotionId", access: "any", handle: getPromotion },
  {
    method: "post",
    path: "/v1/customers/:customerId/promotionEligibilities",
    access: "any",
    handle: checkEligibility,
  },
];
