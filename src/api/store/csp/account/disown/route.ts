import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import type { z } from "zod";
import { InputError } from "../../../../../errors/input-error";
import { disown } from "../../../../../processes/account/disown";
import { route } from "../../../../http/define-route";
import type { postDisown } from "../../validators";
import type { RemovedAnswer } from "../document";

/** Removes the account that a link in a mail is about, for the owner of the address who has not made it. */
export const POST = route(
  async (req: MedusaRequest<z.output<typeof postDisown>>, res: MedusaResponse<RemovedAnswer>): Promise<void> => {
    const outcome = await disown(req.scope, req.validatedBody.code);
    if (outcome === "unknown") {
      throw InputError.of("code", "is not whole; copy the whole link from the mail");
    }
    if (outcome === "confirmed") {
      const message =
        "This address was confirmed by now, by somebody who reads its mails and is signed in. If that was not you, choose " +
        "a new password: it signs out everybody else.";
      throw new MedusaError(MedusaError.Types.CONFLICT, message);
    }
    res.json({ removed: true });
  },
);
