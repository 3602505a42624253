import { packPlugin } from "./pack";

/** `npm run plugin:pack`: builds the package, packs it and says where it is. */
packPlugin("complete").then(
  ({ tarball, files }) => console.log(`${tarball}: ${files.length} files`),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
