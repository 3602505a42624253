export { attentionDuty } from "./duty";
