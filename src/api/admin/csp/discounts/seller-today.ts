import type { MedusaContainer } from "@medusajs/framework/types";
import { environment } from "../../../../config/environment";
import { type LocalDate, localDateIn } from "../../../../domain/calendar";
import { nowOf } from "../../../http/request-context";

/** Today where the seller is: the day discounts begin and end by on this page. */
export function sellerToday(scope: MedusaContainer): LocalDate {
  return localDateIn(nowOf(scope), environment().seller.timeZone);
}
