export { type BackOff, backOffMs } from "./back-off";
