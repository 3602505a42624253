import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import type { Settings } from "./options-schema";
import { readOptions } from "./read-options";
import { type SetUpCall, type SetUpFault, type SetUpFaultKey, SetUpFaults } from "./set-up-faults";

/**
 * Holds the application's checked settings; everything else reads them through `settingsOf(container)`. It also keeps
 * what outside systems say against them.
 */
export default class SettingsService {
  readonly settings: Settings;
  readonly setUpFaults: SetUpFaults;

  /** @throws OptionsError; in an application the loader has found and told the same problems before */
  constructor(container: Record<string, unknown>, options: unknown) {
    this.settings = readOptions(options);
    this.setUpFaults = new SetUpFaults(() => container[ContainerRegistrationKeys.PG_CONNECTION] as Knex);
  }

  /** What refuses our set-up at `now`, the oldest fault first. */
  async listSetUpFaults(now: Date): Promise<SetUpFault[]> {
    return this.setUpFaults.list(now);
  }

  /** Notes that a system refused our set-up; `words` tell the partner what to do. @returns whether it did not before */
  async recordSetUpFault(fault: SetUpFaultKey, words: string, now: Date): Promise<boolean> {
    return this.setUpFaults.record(fault, words, now);
  }

  /** Notes that a system has answered this call. @returns whether there was a fault that is over now */
  async clearSetUpFault(call: SetUpCall, now: Date): Promise<boolean> {
    return this.setUpFaults.clear(call, now);
  }
}
