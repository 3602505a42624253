import type { MedusaContainer } from "@medusajs/framework/types";
import { createVies, type VatDirectory } from "../integrations/vies";
import { settingsOf } from "./settings";

/** The directory in which customers' VAT ids are looked up. */
export function vatDirectory(container: MedusaContainer): VatDirectory {
  return createVies(settingsOf(container).vies.apiBase);
}
