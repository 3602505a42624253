import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { z } from "zod";
import { settingsOf } from "../../connections/settings";
import { InputError } from "../../errors/input-error";
import { PASSWORD_PROVIDER } from "../../processes/account/find-identity";
import { tellOfSignUp } from "../../processes/account/sign-up-tried";
import { nowOf } from "../http/request-context";
import { newPassword } from "./passwords";

const registrationBody = z.looseObject({
  email: z
    .string("must be a text")
    .trim()
    .max(254, "must be at most 254 characters")
    .pipe(z.email("must be a mail address")),
  password: newPassword,
});

/** Medusa makes an account of any two texts. */
export function checkRegistration(req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): void {
  const body = isOurs(req) ? registrationBody.safeParse(req.body) : null;
  next(body?.error === undefined ? undefined : InputError.from(body.error));
}

/**
 * Who signs up with an address that has an account is told no more than that it did not work; the address itself is told
 * that somebody tried, so that its owner finds the account, or learns that somebody else knocks.
 */
export function tellOwnerOfSignUp(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const body = isOurs(req) && req.params.actor_type === "customer" ? registrationBody.safeParse(req.body) : null;
  if (body?.data !== undefined) {
    const { scope } = req;
    const tried = { email: body.data.email, password: body.data.password, now: nowOf(scope) };
    res.once("finish", () => {
      if (res.statusCode === 401) {
        void tellOfSignUp(scope, tried);
      }
    });
  }
  next();
}

function isOurs(req: MedusaRequest): boolean {
  return settingsOf(req.scope).protectCoreRoutes && req.params.auth_provider === PASSWORD_PROVIDER;
}
