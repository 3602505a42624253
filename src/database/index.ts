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
