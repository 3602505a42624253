export { absenceWaitMs, type BackOff, backOffMs } from "./back-off";
