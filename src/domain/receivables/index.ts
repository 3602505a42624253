export { type ClassifiedDecline, classifyDecline, type DeclineAction, type DeclineCodes } from "./classify-decline";
export type { DeclineClass } from "./decline-codes";
