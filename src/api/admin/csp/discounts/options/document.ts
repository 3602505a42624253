import { z } from "zod";
import { named, oneOf } from "../../../../http/document";

/** What a discount can be limited to. */
export const optionKind = oneOf(["products", "plans", "subscriptions", "companies"]);
export type OptionKind = z.output<typeof optionKind>;

export const optionsAnswer = z.strictObject({ options: z.array(named) });
export type OptionsAnswer = z.output<typeof optionsAnswer>;
