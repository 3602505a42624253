import { parseArgs } from "node:util";
import { z } from "zod";

const schema = z.strictObject({
  json: z.boolean().default(false),
  /** Every point on both sides and with every fault, in every scenario it comes up in. */
  all: z.boolean().default(false),
  seed: z.coerce.number().int().min(0).optional(),
  scenario: z.string().optional(),
  /** Only points whose name has this in it. */
  point: z.string().optional(),
  /** `kills` or `faults` only. */
  only: z.enum(["kills", "faults"]).optional(),
  /** Scenarios under way at once, each with a shop of its own. */
  worlds: z.coerce.number().int().min(1).max(8).default(3),
  /** Processes killed one behind the other, each while it makes good what the one before left, until nothing is left. */
  lives: z.coerce.number().int().min(1).max(10).default(4),
});

/** What `npm run faults` was asked for. */
export type FaultsOptions = z.output<typeof schema> & { readonly seed: number };

/** @throws Error naming the word that is not understood */
export function readOptions(words: readonly string[]): FaultsOptions {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const { values } = parseArgs({
    args: [...words],
    options: { json: flag, all: flag, seed: text, scenario: text, point: text, only: text, worlds: text, lives: text },
  });
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    throw new Error(z.prettifyError(parsed.error));
  }
  return { ...parsed.data, seed: parsed.data.seed ?? Date.now() % 1_000_000 };
}
