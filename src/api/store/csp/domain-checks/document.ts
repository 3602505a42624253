import { z } from "zod";

/** Whether a new tenant could have this domain. */
export const domainCheckAnswer = z.strictObject({ domain: z.string(), available: z.boolean() });

export type DomainCheckAnswer = z.output<typeof domainCheckAnswer>;
