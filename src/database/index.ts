export { isFree, type Lease, type Leased, LeasedTable, type LeaseRequest, RELEASED } from "./leases";
export { readingService } from "./reading-service";
