import type { ConfigModule, MedusaContainer } from "@medusajs/framework/types";
import { readOptions, SETTINGS_MODULE, type Settings } from "../modules/settings";

/** The settings of the application this container belongs to: one frozen object, the same for every request. */
export function settingsOf(container: MedusaContainer): Settings {
  return container.resolve(SETTINGS_MODULE).settings;
}

/**
 * The settings as Medusa's configuration has them, for providers: they live in the container of a core module, which
 * knows the configuration and no other module.
 *
 * @throws OptionsError when Seatline is not installed there, or its options are wrong
 */
export function settingsInConfig(config: Pick<ConfigModule, "modules">): Settings {
  const declared = config.modules?.[SETTINGS_MODULE];
  return readOptions(
    typeof declared === "object" && declared !== null && "options" in declared ? declared.options : null,
  );
}
