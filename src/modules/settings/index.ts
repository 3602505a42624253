import { Module } from "@medusajs/framework/utils";
import checkStart from "./check-start";
import SettingsService from "./service";

export const SETTINGS_MODULE = "csp_settings";

export { OptionsError } from "./options-error";
export type { SeatlineOptions, Settings } from "./options-schema";
export { inspectOptions, readOptions } from "./read-options";
export type { MayAsk, OutsideSystem, SetUpCall, SetUpFault, SetUpFaultKey } from "./set-up-faults";
export {
  afterSetUp,
  faultOfRef,
  faultRef,
  PROBE_EVERY_MS,
  SIGN_INS,
  scopesOf,
  standsAt,
  WHOLE_ACCESS,
} from "./set-up-faults";
export { SettingsService };

declare module "@medusajs/framework/types" {
  interface ModuleImplementations {
    [SETTINGS_MODULE]: SettingsService;
  }
}

export default Module(SETTINGS_MODULE, { service: SettingsService, loaders: [checkStart] });
