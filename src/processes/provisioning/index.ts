export { type EnqueueOutcome, enqueueOrder } from "./enqueue-order";
export { handlePartnerCenterEvent } from "./handle-partner-center-event";
export { partnerCenter } from "./partner-center";
export { type OrderProgress, type ProgressStep, readOrderProgress, type StepState } from "./progress";
export { runDueTasks } from "./run-due-tasks";
export { sweepOrders } from "./sweep-orders";
export { registerVendor, vendorAdapter } from "./vendors";
