import type { AuthenticatedMedusaRequest, MedusaRequest } from "@medusajs/framework/http";
import type { MedusaContainer } from "@medusajs/framework/types";
import { InputError } from "../../errors/input-error";
import { CLOCK_MODULE } from "../../modules/clock";
import { COMPANY_MODULE, type Company } from "../../modules/company";
import { clientAddress } from "./client-address";

/** The instant a request is answered at; the only place where the API reads the clock. */
export function nowOf(scope: MedusaContainer): Date {
  return scope.resolve(CLOCK_MODULE).now();
}

/** The id in the route's address. */
export function idOf(req: MedusaRequest): string {
  return req.params.id ?? "";
}

/** Whose request it is, for the journal: a user's id, or an API key's. */
export function actorOf(req: AuthenticatedMedusaRequest): string {
  return req.auth_context.actor_id;
}

/** The signed-in customer of a request that may also come from a visitor. */
export function customerIdOf(req: MedusaRequest): string | null {
  return (req as Partial<AuthenticatedMedusaRequest>).auth_context?.actor_id || null;
}

/** The company of the session, or null. Its id is never read from a form. */
export async function companyOf(req: MedusaRequest): Promise<Company | null> {
  const customerId = customerIdOf(req);
  return customerId ? req.scope.resolve(COMPANY_MODULE).retrieveForCustomer(customerId) : null;
}

/** @throws InputError naming `company` when the customer has not told about the company yet */
export async function requireCompany(req: MedusaRequest): Promise<Company> {
  const company = await companyOf(req);
  if (!company) {
    throw InputError.of("company", "is not known yet; tell us about your company first");
  }
  return company;
}

/** From where a consent was given. */
export function originOf(req: MedusaRequest): { ip: string; userAgent: string | null } {
  return { ip: clientAddress(req), userAgent: req.get("user-agent")?.slice(0, 500) ?? null };
}
