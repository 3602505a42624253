export { type EnqueueOutcome, enqueueOrder } from "./enqueue-order";
export { type OrderProgress, type ProgressStep, readOrderProgress, type StepState } from "./progress";
export { runDueTasks } from "./run-due-tasks";
export { sweepOrders } from "./sweep-orders";
