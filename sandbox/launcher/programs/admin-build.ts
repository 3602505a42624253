import { adminBundler, adminOptions } from "./admin-sources";

/** Builds the admin to where the compiled backend serves it from. */
async function main(): Promise<void> {
  await adminBundler().build(await adminOptions());
}

main()
  .then(() => process.exit(0))
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
