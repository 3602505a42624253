import { isWishOnRecord } from "../../../domain/subscription";
import type { VendorSubscription } from "../../../integrations/vendor-port";
import type { ChangeWanted } from "../../../modules/subscription";

/** Whether the vendor's record is what a change wants, by whomever it was done. */
export function isDoneAtVendor(wanted: ChangeWanted, read: VendorSubscription): boolean {
  switch (wanted.kind) {
    case "seats":
      return read.quantity === wanted.quantity;
    case "cancel":
      return read.status === "deleted";
    case "renewal":
      return isWishOnRecord(wanted, read, read.quantity);
  }
}
