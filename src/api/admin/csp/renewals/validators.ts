import { z } from "zod";
import { id } from "../../../http/document";
import { page, wholeText } from "../../../http/validators";

/** `days`: only terms that end within so many days; those that wait for their renewal are among them. */
export const renewalsQuery = z.strictObject({
  days: wholeText(1, 1_200).default(90),
  company_id: id.optional(),
  ...page,
});
