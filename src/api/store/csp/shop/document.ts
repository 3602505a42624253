import { z } from "zod";
import { instant } from "../../../http/document";

/** What every page of the shop needs to know about the seller. */
export const shopAnswer = z.strictObject({
  seller: z.strictObject({
    name: z.string(),
    support_email: z.string(),
    /** Empty when there is none. */
    support_phone: z.string(),
    /** IANA name. */
    time_zone: z.string(),
  }),
  currency: z.string(),
  market: z.string(),
  /** Where companies can buy: the countries set up for tax, ISO 3166-1 alpha-2 in lower case. */
  countries: z.array(z.string()),
  /** The permission to save the card, in the words it is stored with. */
  card_consent: z.strictObject({ version: z.string(), text: z.string() }),
  now: instant,
});

export type ShopAnswer = z.output<typeof shopAnswer>;
