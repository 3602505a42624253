import { z } from "zod";
import { instant } from "./common";

export const webhookRegistrationSchema = z
  .object({ SubscriberId: z.string().nullish(), WebhookUrl: z.string(), WebhookEvents: z.array(z.string()) })
  .loose();

/** What the vendor posts to us. It says only that something changed: the resource has to be read again. */
export const webhookEventSchema = z
  .object({
    EventName: z.string().min(1),
    ResourceUri: z.string().min(1),
    ResourceName: z.string().nullish(),
    ResourceChangeUtcDate: instant,
  })
  .loose();

export type WebhookRegistration = z.output<typeof webhookRegistrationSchema>;
export type WebhookEvent = z.output<typeof webhookEventSchema>;
