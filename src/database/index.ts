export { isFree, type Lease, type Leased, LeasedTable, type LeaseRequest, RELEASED } from "./leases";
