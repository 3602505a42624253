export { absenceWaitMs, type BackOff, backOffMs } from "./back-off";
export type { WorkEnd, WorkStands, WorkWaits } from "./work-end";
