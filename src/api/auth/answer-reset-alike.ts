import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { z } from "zod";
import { settingsOf } from "../../connections/settings";
import { InputError } from "../../errors/input-error";
import { PASSWORD_PROVIDER } from "../../processes/account/find-identity";
import { askForNewPassword } from "../../processes/account/forgotten-password";

const resetBody = z.object({
  identifier: z.email("must be a mail address").max(254, "must be at most 254 characters"),
});

/** Answers before it is looked whether there is such an account, so that neither words nor time tell. */
export function answerResetAlike(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  if (!settingsOf(req.scope).protectCoreRoutes || req.params.auth_provider !== PASSWORD_PROVIDER) {
    next();
    return;
  }
  const body = resetBody.safeParse(req.body);
  if (!body.success) {
    next(InputError.from(body.error));
    return;
  }
  res.sendStatus(201);
  const actorType = req.params.actor_type ?? "";
  void askForNewPassword(req.scope, { email: body.data.identifier, actorType });
}
