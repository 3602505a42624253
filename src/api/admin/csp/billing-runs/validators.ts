import { z } from "zod";
import { page } from "../offers/validators";

export const runsQuery = z.strictObject(page);

/** `dry_run: true` plans and adds up without writing a document. */
export const runBody = z.strictObject({ dry_run: z.boolean("must be true or false").default(false) });
