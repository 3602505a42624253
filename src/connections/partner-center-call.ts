import { type CallKind, tokenOf } from "../integrations/partner-center";
import { type SetUpCall, SIGN_INS } from "../modules/settings";

/** A kind of call to Partner Center with the sign-in it is made with: whose faults it meets, and ends when it is answered. */
export const partnerCenterCall = (kind: CallKind): Required<SetUpCall> => ({
  system: "partner_center",
  scope: kind,
  signIn: SIGN_INS[tokenOf(kind)],
});
