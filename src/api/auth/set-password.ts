import { setTimeout as wait } from "node:timers/promises";
import {
  getAuthContextFromJwtToken,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
} from "@medusajs/framework/http";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { z } from "zod";
import { settingsOf } from "../../connections/settings";
import { InputError } from "../../errors/input-error";
import { PASSWORD_PROVIDER } from "../../processes/account/find-identity";
import { setNewPassword } from "../../processes/account/new-password";
import { newPassword } from "./passwords";

const updateBody = z.object({ password: newPassword });

/** What a mailed link says, besides what every token says. */
const linkClaims = z.looseObject({
  purpose: z.literal("reset"),
  jti: z.string().min(1),
  entity_id: z.string().min(1),
  iat: z.number(),
});

/**
 * Sets a new password with the token of a mailed link, in the place of Medusa's own route, which lets several uses of one
 * link pass at once and knows nothing of other sign-ins.
 *
 * Tokens know the second they were made in: the answer waits for the next one, so that a sign-in after it is told from one
 * before.
 */
export async function setPasswordByLink(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  if (!settingsOf(req.scope).protectCoreRoutes || req.params.auth_provider !== PASSWORD_PROVIDER) {
    next();
    return;
  }
  const body = updateBody.safeParse(req.body);
  const link = linkOf(req);
  if (link !== null && !body.success) {
    next(InputError.from(body.error));
    return;
  }
  const isSet =
    link !== null &&
    body.data !== undefined &&
    (await setNewPassword(req.scope, {
      email: link.entity_id,
      linkId: link.jti,
      linkMadeAtSeconds: link.iat,
      password: body.data.password,
      actorType: req.params.actor_type ?? "",
    }));
  if (!isSet) {
    const message = "This link was used already, or it is too old. Please ask for another one.";
    res.status(401).json({ type: "unauthorized", message });
    return;
  }
  await wait(1000 - (Date.now() % 1000) + 1);
  res.status(200).json({ success: true });
}

function linkOf(req: MedusaRequest): z.output<typeof linkClaims> | null {
  const { http } = req.scope.resolve(ContainerRegistrationKeys.CONFIG_MODULE).projectConfig;
  const verification = http.jwtVerifyOptions ?? http.jwtOptions;
  const actors = [req.params.actor_type ?? ""];
  const secret = http.jwtSecret ?? "";
  const { authorization } = req.headers;
  return (
    linkClaims.safeParse(
      getAuthContextFromJwtToken(authorization, secret, ["bearer"], actors, http.jwtPublicKey, verification as never),
    ).data ?? null
  );
}
