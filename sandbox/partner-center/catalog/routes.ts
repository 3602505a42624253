import { invalidProperty, refusal } from "../errors";
import { collection, link } from "../http/json";
import type { Call, Reply, Route } from "../http/route";
import { param } from "../http/route";
import type { World } from "../world";
import type { CatalogueProduct, Sku, Term } from "./catalogue";
import { productTypeOf, RULES } from "./product-kind";
import { refundsOf } from "./refunds";

const segments = ["commercial", "education", "government", "nonprofit"];

/** The market of a request: the `country` parameter, or the customer's own country in the customer-scoped form. */
function countryOf(world: World, call: Call): string {
  const customer = call.params.customerId ? world.state.customers[call.params.customerId] : undefined;
  const country = customer?.address.country ?? call.query.country;
  if (!country) {
    throw invalidProperty("the query parameter country is required.");
  }
  return country.toUpperCase();
}

function productOf(world: World, call: Call): CatalogueProduct {
  const product = world.catalogue.products(call.now).get(param(call, "productId"));
  if (!product) {
    throw refusal("400013");
  }
  return product;
}

function skuOf(world: World, call: Call): Sku {
  const sku = world.catalogue.sku(productOf(world, call).productId, param(call, "skuId"), call.now);
  if (!sku) {
    throw refusal("400018");
  }
  return sku;
}

function productBody(product: CatalogueProduct, country: string) {
  return {
    id: product.productId,
    title: product.title,
    description: product.description,
    productType: productTypeOf(product.kind),
    isMicrosoftProduct: product.publisher.startsWith("Microsoft"),
    publisherName: product.publisher,
    links: {
      skus: link(`/products/${product.productId}/skus?country=${country}`),
      self: link(`/products/${product.productId}?country=${country}`),
    },
  };
}

function skuBody(world: World, sku: Sku, country: string) {
  const path = `/products/${sku.productId}/skus/${sku.skuId}`;
  return {
    id: sku.skuId,
    productId: sku.productId,
    title: sku.title,
    description: sku.description,
    minimumQuantity: sku.minimumQuantity,
    maximumQuantity: sku.maximumQuantity,
    isTrial: sku.isTrial,
    supportedBillingCycles: [...new Set(sku.terms.map((term) => term.billingCycle))],
    purchasePrerequisites: ["MicrosoftCustomerAgreement"],
    inventoryVariables: [],
    provisioningVariables: [],
    actions: ["Refund"],
    dynamicAttributes: {
      isMicrosoftProduct: sku.publisher.startsWith("Microsoft"),
      hasConstraints: true,
      isAddon: sku.isAddon,
      prerequisiteSkus: [...(world.prerequisites[`${sku.productId}:${sku.skuId}`] ?? [])],
      isSoftwareAssuranceApplicable: false,
      upgradeTargetOffers: [...(world.upgrades[`${sku.productId}:${sku.skuId}`] ?? [])],
      provisioningId: `${sku.productId}-${sku.skuId}`,
      internal: false,
    },
    links: {
      availabilities: link(`${path}/availabilities?country=${country}`),
      self: link(`${path}?country=${country}`),
    },
  };
}

const termText: Record<string, string> = { P1M: "One-Month", P1Y: "One-Year", P3Y: "Three-Year" };

const cycleText = (cycle: string) =>
  cycle === "one_time" ? "OneTime" : cycle.charAt(0).toUpperCase() + cycle.slice(1);

/** What is given back for how long; an extended service term gives a part back on any day of its month. */
function refundPolicies(world: World, { kind, extends: licence }: Sku) {
  const { fullRefund, partialRefund } = refundsOf(world, kind);
  const options = [
    ...(fullRefund && licence === null ? [{ type: "Full", expiresAfter: fullRefund }] : []),
    ...(partialRefund ? [{ type: "Partial", expiresAfter: licence === null ? partialRefund : "P1M" }] : []),
  ];
  return [{ refundOptions: options.map((option, sequenceId) => ({ sequenceId, ...option })) }];
}

const termBody = (world: World, sku: Sku, term: Term) => ({
  id: term.id,
  duration: term.duration,
  description: term.duration
    ? `${termText[term.duration] ?? term.duration} commitment for monthly/yearly billing`
    : "Bought for good",
  billingCycle: cycleText(term.billingCycle),
  cancellationPolicies: refundPolicies(world, sku),
});

function availabilityBody(world: World, sku: Sku, country: string, now: Date) {
  const id = world.catalogue.availabilityId(sku, now);
  const path = `/products/${sku.productId}/skus/${sku.skuId}/availabilities/${id}`;
  return {
    id,
    productId: sku.productId,
    skuId: sku.skuId,
    catalogItemId: `${sku.productId}:${sku.skuId}:${id}`,
    defaultCurrency: { code: sku.currency, symbol: sku.currency === "USD" ? "$" : sku.currency },
    segment: sku.segment,
    country,
    isPurchasable: sku.extends === null,
    isRenewable: !sku.isTrial,
    renewalInstructions: [
      {
        applicableTermIds: sku.terms.map((term) => term.id),
        renewalOptions: [{ renewToId: `${sku.productId}:${sku.skuId}`, isAutoRenewable: true }],
      },
    ],
    terms: sku.terms.map((term) => termBody(world, sku, term)),
    links: { self: link(`${path}?country=${country}`) },
  };
}

/** Whether a SKU belongs to the wanted segment; nonprofit SKUs appear only when they are asked for. */
const inSegment = (sku: Sku, wanted: string | undefined) =>
  wanted ? sku.segment === wanted : sku.segment !== "nonprofit";

function wantedSegment(call: Call): string | undefined {
  const wanted = call.query.targetSegment?.toLowerCase();
  if (wanted && !segments.includes(wanted)) {
    throw refusal("400030", `The target segment ${wanted} is not allowed.`);
  }
  return wanted;
}

function listProducts(world: World, call: Call): Reply {
  const country = countryOf(world, call);
  const view = call.query.targetView;
  if (!view) {
    throw invalidProperty("the query parameter targetView is required.");
  }
  const segment = wantedSegment(call);
  const all = [...world.catalogue.products(call.now).values()].filter(
    ({ kind }) => RULES[kind].targetView.toLowerCase() === view.toLowerCase(),
  );
  const items = all.filter((product) => [...product.skus.values()].some((sku) => inSegment(sku, segment)));
  const self = link(`${call.path.replace(/^\/v1/, "")}?country=${country}&targetView=${view}`);
  return {
    status: 200,
    body: collection(
      items.map((product) => productBody(product, country)),
      { self },
    ),
  };
}

function listSkus(world: World, call: Call): Reply {
  const country = countryOf(world, call);
  const segment = wantedSegment(call);
  const skus = [...productOf(world, call).skus.values()].filter((sku) => !segment || sku.segment === segment);
  return {
    status: 200,
    body: collection(
      skus.map((sku) => skuBody(world, sku, country)),
      { self: link(`${call.path.replace(/^\/v1/, "")}?country=${country}`) },
    ),
  };
}

function listAvailabilities(world: World, call: Call): Reply {
  const country = countryOf(world, call);
  const sku = skuOf(world, call);
  const wanted = wantedSegment(call);
  const items = !wanted || sku.segment === wanted ? [availabilityBody(world, sku, country, call.now)] : [];
  return {
    status: 200,
    body: collection(items, { self: link(`${call.path.replace(/^\/v1/, "")}?country=${country}`) }),
  };
}

function getAvailability(world: World, call: Call): Reply {
  const sku = skuOf(world, call);
  if (param(call, "availabilityId") !== world.catalogue.availabilityId(sku, call.now)) {
    throw refusal("400019");
  }
  return { status: 200, body: availabilityBody(world, sku, countryOf(world, call), call.now) };
}

const scoped = (prefix: string): Route[] => [
  { method: "get", path: `${prefix}/products`, access: "any", handle: listProducts },
  {
    method: "get",
    path: `${prefix}/products/:productId`,
    access: "any",
    handle: (world, call) => ({ status: 200, body: productBody(productOf(world, call), countryOf(world, call)) }),
  },
  { method: "get", path: `${prefix}/products/:productId/skus`, access: "any", handle: listSkus },
  {
    method: "get",
    path: `${prefix}/products/:productId/skus/:skuId`,
    access: "any",
    handle: (world, call) => ({ status: 200, body: skuBody(world, skuOf(world, call), countryOf(world, call)) }),
  },
  {
    method: "get",
    path: `${prefix}/products/:productId/skus/:skuId/availabilities`,
    access: "any",
    handle: listAvailabilities,
  },
  {
    method: "get",
    path: `${prefix}/products/:productId/skus/:skuId/availabilities/:availabilityId`,
    access: "any",
    handle: getAvailability,
  },
];

export const catalogRoutes: Route[] = [...scoped("/v1"), ...scoped("/v1/customers/:customerId")];
