import { watch } from "chokidar";
import { checkSources } from "../build/compile";
import { root } from "../paths";
import { tell } from "./tell";

/**
 * Says what is wrong with a changed source of admin or shop. Their servers follow the changes by themselves; they speak
 * of a mistake only when a browser asks, and in their own words.
 */
export function checkFrontEnds(): { close(): Promise<void> } {
  const watcher = watch(["src/admin", "storefront/app", "storefront/server"], { cwd: root, ignoreInitial: true });
  const check = (name: string) => {
    checkSources([name.replaceAll("\\", "/")]).catch((error: unknown) => {
      tell(name.startsWith("storefront") ? "shop" : "admin", error instanceof Error ? error.message : String(error));
    });
  };
  watcher.on("add", check).on("change", check);
  return { close: () => watcher.close() };
}
