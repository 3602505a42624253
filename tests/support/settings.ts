import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { readEnvironment } from "../../src/config/environment";
import { SETTINGS_MODULE, type SeatlineOptions, SettingsService } from "../../src/modules/settings";

/**
 * The settings module as the application under test would have it, from this process's environment.
 *
 * @param db where its table of set-up faults is, for what asks for them
 * @param change options that are other than those of the environment
 */
export function testSettings(db?: Knex, change: Partial<SeatlineOptions> = {}): SettingsService {
  const options = { ...readEnvironment().options, ...change };
  return new SettingsService({ [ContainerRegistrationKeys.PG_CONNECTION]: db }, options);
}

/** The part of Medusa's configuration that providers read their settings from, with some options changed. */
export function configWith(options: Partial<SeatlineOptions>) {
  const complete: SeatlineOptions = { ...readEnvironment().options, ...options };
  return { modules: { [SETTINGS_MODULE]: { resolve: "./src/modules/settings", options: complete } } };
}

/** As `testSettings`, with the agreement passed on as it was until 4 January 2026: ticked in the shop, told with the order. */
export function settingsWithTick(db?: Knex): SettingsService {
  const { partnerCenter } = readEnvironment().options;
  return testSettings(db, { partnerCenter: { ...partnerCenter, agreementWay: "confirmation" } });
}
