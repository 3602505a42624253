import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { askToConfirm, mailAddressOf } from "../../../../../processes/account/mail-address";
import { route } from "../../../../http/define-route";
import type { MailAddressAnswer } from "../document";

/** Whether the address of the signed-in person is confirmed. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<MailAddressAnswer>): Promise<void> => {
    res.json({ mail_address: await mailAddressOf(req.scope, req.auth_context.auth_identity_id) });
  },
);

/** Mails the link that confirms it, unless it is confirmed. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<MailAddressAnswer>): Promise<void> => {
    res.json({ mail_address: await askToConfirm(req.scope, req.auth_context.auth_identity_id) });
  },
);
