import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../../../connections/settings";
import { type LocalDate, localDateIn } from "../../../../domain/calendar";
import { nowOf } from "../../../http/request-context";

/** Today where the seller is: the day discounts begin and end by on this page. */
export function sellerToday(scope: MedusaContainer): LocalDate {
  return localDateIn(nowOf(scope), settingsOf(scope).seller.timeZone);
}
