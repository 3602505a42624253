import { z } from "zod";
import { collectionOf, instant, optionalInstant, word } from "./common";

/** What is scheduled for the next term. */
const nextTerm = z.object({ quantity: z.coerce.number().int().nullish() }).loose().nullish();

/**
 * Fields that we rely on, read tolerantly; the rest is kept, because a change is sent as the complete resource.
 * `commitmentEndDate` is the LAST day of the commitment (inclusive).
 */
export const subscriptionSchema = z
  .object({
    id: z.string().min(1),
    offerId: z.string().nullish(),
    offerName: z.string().nullish(),
    friendlyName: z.string().nullish(),
    /** `license` or `usage`. */
    billingType: word.nullish(),
    orderId: z.string().nullish(),
    quantity: z.coerce.number().int(),
    status: word,
    effectiveStartDate: instant,
    commitmentEndDate: optionalInstant,
    cancellationAllowedUntilDate: optionalInstant,
    autoRenewEnabled: z
      .boolean()
      .nullish()
      .transform((on) => on ?? false),
    scheduledActions: z
      .array(
        z
          .object({ scheduleType: z.string().nullish(), actionType: z.string().nullish(), instructions: nextTerm })
          .loose(),
      )
      .nullish()
      .transform((list) => list ?? []),
    scheduledNextTermInstructions: nextTerm,
    billingCycle: word.nullish(),
    termDuration: z.string().nullish(),
    refundableQuantity: z
      .object({
        details: z
          .array(z.object({ quantity: z.coerce.number().int(), allowedUntilDateTime: instant }).loose())
          .nullish()
          .transform((list) => list ?? []),
      })
      .loose()
      .nullish(),
  })
  .loose();

export const subscriptionPageSchema = collectionOf(subscriptionSchema);

/** In a list of all of a customer's, one of another kind (Azure plans, offers of before) must not hide the others: null. */
export const anySubscriptionPageSchema = collectionOf(
  z.unknown().transform((item) => {
    const read = subscriptionSchema.safeParse(item);
    return read.success && read.data.billingType !== "usage" ? read.data : null;
  }),
);

/** A change is answered with the resource, or, when it takes longer, with 202 and no body. */
export const subscriptionChangeSchema = subscriptionSchema.or(z.unknown().transform(() => null));

export const subscriptionProvisioningSchema = z
  .object({ status: word, quantity: z.coerce.number().int().nullish() })
  .loose();

export type Subscription = z.output<typeof subscriptionSchema>;
