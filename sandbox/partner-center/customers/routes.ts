import { z } from "zod";
import { ApiError, invalidInput, invalidProperty } from "../errors";
import { collection, link } from "../http/json";
import type { Call, Reply, Route } from "../http/route";
import { param } from "../http/route";
import type { Customer } from "../state";
import type { World } from "../world";
import { createCustomer } from "./create";
import { customerOf, domainIsTaken } from "./find";
import { customerBody, customerRow } from "./present";

const filterSchema = z.object({
  Field: z.enum(["CompanyName", "Domain", "IndirectReseller"]),
  Value: z.string(),
  Operator: z.string().transform((operator) => operator.toLowerCase()),
});

function filterOf(call: Call): (customer: Customer) => boolean {
  if (!call.query.filter) {
    return () => true;
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(call.query.filter);
  } catch {
    throw invalidInput("filter is not valid JSON.");
  }
  const filter = filterSchema.safeParse(parsed);
  if (!filter.success || filter.data.Operator !== "starts_with") {
    throw invalidInput("filter must be {Field, Value, Operator: starts_with}.");
  }
  const { Field, Value } = filter.data;
  const fields = { CompanyName: "companyName", Domain: "domain", IndirectReseller: "associatedPartnerId" } as const;
  return (customer) => (customer[fields[Field]] ?? "").toLowerCase().startsWith(Value.toLowerCase());
}

const DEFAULT_PAGE = 100;

/** A part of the customer by the address that its links name. */
const profile =
  (part: "companyProfile" | "billingProfile") =>
  (world: World, call: Call): Reply => ({ status: 200, body: customerBody(customerOf(world, call))[part] });

/** Pages by a continuation token: the number of rows already given, as an opaque text. */
function listCustomers(world: World, call: Call): Reply {
  // The page says that `size` is required; the service answers without it all the same.
  const size = Number(call.query.size || DEFAULT_PAGE);
  if (!Number.isInteger(size) || size < 1) {
    throw invalidProperty("the query parameter size must be a whole number of at least 1.");
  }
  const token = call.header("MS-ContinuationToken");
  const next = call.query.seekOperation?.toLowerCase() === "next";
  if (next && !token) {
    throw invalidInput("MS-ContinuationToken is required with seekOperation=Next.");
  }
  const start = next ? Number(Buffer.from(token ?? "", "base64url").toString()) : 0;
  if (!Number.isInteger(start)) {
    throw invalidInput("MS-ContinuationToken is not valid.");
  }
  const matches = filterOf(call);
  const all = Object.values(world.state.customers).filter((one) => one.relationship === "reseller" && matches(one));
  const page = all.slice(start, start + size);
  const filter = call.query.filter ? `&filter=${encodeURIComponent(call.query.filter)}` : "";
  const more = Buffer.from(String(start + size)).toString("base64url");
  const nextLink = link(`/customers?size=${size}${filter}&seekOperation=Next`, "GET", [
    { key: "MS-ContinuationToken", value: more },
  ]);
  return {
    status: 200,
    body: collection(page.map(customerRow), {
      self: link(`/v1/customers?size=${size}${filter}`),
      ...(all.length > start + size ? { next: nextLink } : {}),
    }),
  };
}

/** Possible in the sandbox only, and only when nothing the customer bought is still alive. */
function deleteCustomer(world: World, call: Call): Reply {
  const customer = customerOf(world, call);
  if (world.state.settings.environment !== "sandbox") {
    throw new ApiError(403, "2032", "Access denied: customers can be deleted in the integration sandbox only.");
  }
  const alive = Object.values(world.state.orders).some(
    (order) => order.customerId === customer.id && order.status !== "cancelled",
  );
  if (alive) {
    throw new ApiError(400, "3000", "Invalid property: cancel all orders of the customer before deleting it.");
  }
  delete world.state.customers[customer.id];
  return { status: 204 };
}

function relationships(world: World, call: Call): Reply {
  const { associatedPartnerId } = customerOf(world, call);
  const reseller = {
    id: world.credentials.tenantId,
    name: world.credentials.partnerName,
    relationshipType: "is_indirect_cloud_solution_provider_of",
    mpnId: associatedPartnerId,
    attributes: { objectType: "PartnerRelationship" },
  };
  return { status: 200, body: collection(associatedPartnerId ? [reseller] : []) };
}

/** The link a partner sends to an existing tenant; here it leads to the simulator's own page. */
const relationshipRequest = (world: World): Reply => ({
  status: 200,
  body: { url: `${world.baseUrl}/relationship`, attributes: { objectType: "CustomerRelationshipRequest" } },
});

/** 200: the domain is in use. 404: it is free. */
const domainCheck = (world: World, call: Call): Reply => ({
  status: domainIsTaken(world, param(call, "domain")) ? 200 : 404,
});

export const customerRoutes: Route[] = [
  { method: "head", path: "/v1/domains/:domain", access: "any", handle: domainCheck },
  { method: "post", path: "/v1/customers", access: "any", replays: true, handle: createCustomer },
  { method: "get", path: "/v1/customers", access: "any", handle: listCustomers },
  { method: "get", path: "/v1/customers/relationshiprequests", access: "user", handle: relationshipRequest },
  {
    method: "get",
    path: "/v1/customers/:customerId",
    access: "any",
    handle: (world, call) => ({ status: 200, body: customerBody(customerOf(world, call)) }),
  },
  {
    method: "get",
    path: "/v1/customers/:customerId/profiles/company",
    access: "any",
    handle: profile("companyProfile"),
  },
  {
    method: "get",
    path: "/v1/customers/:customerId/profiles/billing",
    access: "any",
    handle: profile("billingProfile"),
  },
  { method: "delete", path: "/v1/customers/:customerId", access: "any", handle: deleteCustomer },
  { method: "get", path: "/v1/customers/:customerId/relationships", access: "user", handle: relationships },
];
