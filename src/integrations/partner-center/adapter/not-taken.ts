import { needsAttention, type VendorFailure } from "../../vendor-port";

/** Nothing was sent: the vendor's published rules refuse these fields, and a person must put them right first. */
export const notTaken = (problems: readonly string[]): VendorFailure =>
  needsAttention("customer_data", `Not sent to Partner Center, which would refuse it: ${problems.join("; ")}`);
