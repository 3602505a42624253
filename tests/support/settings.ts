import { readEnvironment } from "../../src/config/environment";
import { SETTINGS_MODULE, type SeatlineOptions, SettingsService } from "../../src/modules/settings";

/** The settings module as the application under test would have it, from this process's environment. */
export function testSettings(): SettingsService {
  return new SettingsService({}, readEnvironment().options);
}

/** The part of Medusa's configuration that providers read their settings from, with some options changed. */
export function configWith(options: Partial<SeatlineOptions>) {
  const complete: SeatlineOptions = { ...readEnvironment().options, ...options };
  return { modules: { [SETTINGS_MODULE]: { resolve: "./src/modules/settings", options: complete } } };
}
