export { beatWhile, LEASE_SECONDS } from "./heartbeat";
export { type Act, JournalTable } from "./journal";
export {
  isFree,
  type Lease,
  type Leased,
  LeasedTable,
  type LeaseRequest,
  RELEASED,
  releasedBy,
  whileHeld,
} from "./leases";
export { readingService } from "./reading-service";
export { requestIdColumns, WAITING_SINCE, waitColumns, waitedForColumns } from "./work-rows";
