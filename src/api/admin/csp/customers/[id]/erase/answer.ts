import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../../../../../connections/settings";
import { whatErasureMeets } from "../../../../../../processes/account/erase-person";
import { PERSONAL_TABLES } from "../../../../../../reads/personal-tables";
import type { Erasure } from "./document";

/**
 * What erasing a customer would do. Null for one who acts for no company, in a shop that sells other goods too.
 *
 * @throws MedusaError not_found
 */
export async function erasureDocument(container: MedusaContainer, customerId: string): Promise<Erasure | null> {
  const { email, company, blockedBy } = await whatErasureMeets(container, customerId);
  if (company === null && !settingsOf(container).protectCoreRoutes) {
    return null;
  }
  const tables = Object.values(PERSONAL_TABLES);
  const stays = tables.filter(({ erasure }) => erasure !== "erased");
  return {
    email,
    company,
    blocked_by: blockedBy,
    goes: tables.filter(({ erasure }) => erasure === "erased").map(({ holds }) => holds),
    // Journals say the same of each part of the house.
    stays: [...new Map(stays.map(({ holds, why, until }) => [holds, { what: holds, why, until }])).values()],
  };
}
