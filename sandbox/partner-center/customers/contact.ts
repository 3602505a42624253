import { z } from "zod";
import { contactMailProblem, contactNameProblem, phoneProblem } from "../../../src/domain/customer-profile";
import { invalidProperty } from "../errors";
import type { World } from "../world";

/** A text that the published rules must not refuse. */
export const held = (judge: (text: string) => string | null) =>
  z
    .string("is required")
    .trim()
    .superRefine((text, context) => {
      const problem = judge(text);
      if (problem !== null) {
        context.addIssue({ code: "custom", message: problem });
      }
    });

/**
 * The person at a customer. Placeholders such as "Test" pass, though the page of rules warns of them: the documented
 * request that creates a customer has one, and is answered with 201.
 */
export const contactFields = {
  firstName: held(contactNameProblem),
  lastName: held(contactNameProblem),
  email: z.email("must be an e-mail address"),
  phoneNumber: held((phone) => (phone === "" ? null : phoneProblem(phone))).optional(),
};

/** Refuses (400/3000) an address at the vendor's or at the partner's own domain. */
export function refusePartnersMail(world: World, property: string, email: string): void {
  const problem = contactMailProblem(email, world.credentials.domains);
  if (problem !== null) {
    throw invalidProperty(`${property} ${problem}.`);
  }
}
