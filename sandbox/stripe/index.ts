export { createStripeSimulator, type StripeSimulator, type StripeSimulatorOptions } from "./simulator";
