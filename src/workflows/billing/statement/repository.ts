import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { StatementRepository } from "../../../modules/billing/repositories/statement";

/** A company's view of its own books, on the application's database. */
export function statementRepository(container: MedusaContainer): StatementRepository {
  return new StatementRepository(container.resolve(ContainerRegistrationKeys.PG_CONNECTION));
}
