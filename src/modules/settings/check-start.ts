import { configManager } from "@medusajs/framework/config";
import type { ConfigModule, LoaderOptions } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import medusa from "@medusajs/medusa/package.json";
import { hostProblems } from "./host-checks";
import { OptionsError } from "./options-error";
import { liveKeyProblems } from "./options-rules";
import { inspectOptions } from "./read-options";

/**
 * Checks the options and the host around them before any module of Seatline is made, so that a wrong installation ends
 * the boot with one list instead of failing bit by bit later.
 *
 * @throws OptionsError
 */
export default async function checkStart({ container, options }: LoaderOptions): Promise<void> {
  const config = container.resolve<ConfigModule>(ContainerRegistrationKeys.CONFIG_MODULE);
  const { problems } = inspectOptions(options, configManager.isProduction);
  const { allowUntestedMedusa } = (options ?? {}) as { allowUntestedMedusa?: unknown };
  const around = hostProblems({
    modules: config.modules ?? {},
    medusaVersion: medusa.version,
    allowUntestedMedusa: allowUntestedMedusa === true,
    resolve: resolveFromHost,
  });
  const process = liveKeyProblems(options, configManager.isProduction);
  if (problems.length + around.length + process.length > 0) {
    throw new OptionsError([...problems, ...process, ...around]);
  }
}

function resolveFromHost(request: string): string | null {
  try {
    return require.resolve(request, { paths: [process.cwd()] });
  } catch {
    return null;
  }
}
