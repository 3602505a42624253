import type { World } from "../state/world";
import { notSimulated } from "./api-error";
import type { Resource } from "./expansion";
import { checkExpansions } from "./expansion";
import { type Read, readGroup, type Shape } from "./fields";
import type { FormTree } from "./form";

type Definition<S extends Shape> = {
  method: "GET" | "POST" | "DELETE";
  /** Express path below /v1, such as `/customers/:id`. */
  path: string;
  /** The parameters it understands, besides `expand`. */
  shape: S;
  /** Parameters Stripe has here and this simulator does not implement. */
  notSimulated?: readonly string[];
  /** What it answers with, for `expand`; a list of them when `list` is set. */
  returns: Resource;
  list?: boolean;
  /** May a publishable key call it? */
  publishable?: boolean;
  run(world: World, params: Read<S>, path: Record<string, string>): unknown;
};

/** One API call: reads its parameters first, then does its work. */
export type Operation = {
  method: "GET" | "POST" | "DELETE";
  path: string;
  publishable: boolean;
  parameters: { simulated: readonly string[]; notSimulated: readonly string[] };
  /** @throws ApiError with `executed` false for wrong parameters. Returns the work, still to be done. */
  prepare(world: World, form: FormTree, path: Record<string, string>): { run(): unknown; expand: string[] };
};

export function operation<S extends Shape>(definition: Definition<S>): Operation {
  const unsupported = new Set(definition.notSimulated);
  return {
    method: definition.method,
    path: definition.path,
    publishable: definition.publishable ?? false,
    parameters: { simulated: Object.keys(definition.shape), notSimulated: [...unsupported] },
    prepare(world, form, path) {
      const own = new Map(form);
      const expand = checkExpansions(own.get("expand"), definition.returns, definition.list ?? false);
      own.delete("expand");
      for (const name of own.keys()) {
        if (unsupported.has(name)) throw notSimulated(name);
      }
      const params = readGroup(definition.shape, own, "");
      return { run: () => definition.run(world, params, path), expand };
    },
  };
}
