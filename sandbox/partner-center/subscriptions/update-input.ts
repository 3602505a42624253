import { z } from "zod";
import { ACTION_TYPES, SCHEDULE_TYPE } from "./scheduled-action-types";

const productSchema = z.object({
  productId: z.string(),
  skuId: z.string(),
  availabilityId: z.string().default(""),
  billingCycle: z.string(),
  termDuration: z.string(),
  promotionId: z.string().optional(),
});

const instructionsSchema = z.object({
  product: productSchema,
  quantity: z.number().int().min(1),
  customTermEndDate: z.string().optional(),
});

/**
 * A subscription as a client sends it back. The complete resource is expected: what is left out of the renewal settings
 * is taken as "off", as the vendor does.
 */
export const updateSchema = z.object({
  id: z.string().optional(),
  offerId: z.string().optional(),
  friendlyName: z.string().min(1).optional(),
  quantity: z.number("must be a whole number").int("must be a whole number"),
  status: z.string().transform((status) => status.toLowerCase()),
  autoRenewEnabled: z.boolean().default(false),
  billingCycle: z
    .string()
    .transform((cycle) => cycle.toLowerCase())
    .optional(),
  termDuration: z.string().optional(),
  scheduledNextTermInstructions: instructionsSchema.nullish(),
  scheduledActions: z
    .array(
      z.object({
        scheduleType: z.literal(SCHEDULE_TYPE, `must be ${SCHEDULE_TYPE}: other schedules are not simulated`),
        actionType: z.enum(ACTION_TYPES),
        instructions: instructionsSchema.optional(),
      }),
    )
    .max(1, "one action at the end of a term")
    .nullish(),
});

export type SubscriptionUpdate = z.infer<typeof updateSchema>;
export type NextTermInput = z.infer<typeof instructionsSchema>;
