import path from "node:path";

/** The project's folder. */
export const root = path.resolve(__dirname, "../..");

/** Medusa's command line. */
export const medusaCli = path.join(root, "node_modules/@medusajs/cli/cli.js");

/**
 * What the launcher compiles and Medusa runs from; Node finds the packages in the folders above. Apart from
 * `.medusa/server`, which belongs to `npm run build`: a build for release must not change a running sandbox.
 */
export const medusaHome = path.join(root, ".medusa/sandbox");

/** A program of the launcher itself. */
export function program(name: string): string {
  return path.join(root, "sandbox/launcher/programs", name);
}
