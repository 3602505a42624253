import type { Settings } from "./options-schema";
import { readOptions } from "./read-options";

/** Holds the application's checked settings; everything else reads them through `settingsOf(container)`. */
export default class SettingsService {
  readonly settings: Settings;

  /** @throws OptionsError; in an application the loader has found and told the same problems before */
  constructor(_container: unknown, options: unknown) {
    this.settings = readOptions(options);
  }
}
