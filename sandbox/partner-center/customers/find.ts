import { refusal } from "../errors";
import type { Call } from "../http/route";
import { param } from "../http/route";
import type { Customer } from "../state";
import type { World } from "../world";

/** The customer of `/customers/{id}/...`; 404/60003 when unknown, 403/20002 without a reseller relationship. */
export function customerOf(world: World, call: Call): Customer {
  const id = param(call, "customerId").toLowerCase();
  const customer = world.state.customers[id];
  if (!customer) {
    throw refusal("60003", `Tenant ${id} not found.`);
  }
  if (customer.relationship !== "reseller") {
    throw refusal(
      "20002",
      `The partner ${world.credentials.tenantId} has no commerce relationship with the customer ${id}.`,
    );
  }
  return customer;
}

export function customerByDomain(world: World, domain: string): Customer | null {
  const wanted = domain.toLowerCase();
  return Object.values(world.state.customers).find((customer) => customer.domain === wanted) ?? null;
}

/** A domain is taken when a tenant has it, or, for demonstrations, when it begins with "taken". */
export const domainIsTaken = (world: World, domain: string): boolean =>
  domain.toLowerCase().startsWith("taken") || customerByDomain(world, domain) !== null;

export const magicRefusal = (customer: Customer): boolean => /refused/i.test(customer.companyName);
