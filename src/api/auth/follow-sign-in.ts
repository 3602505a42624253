import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { z } from "zod";
import { ACCESS_MODULE } from "../../modules/access";
import { lastExpiryOf, type SessionOfOurs, signInOf } from "../http/sign-in";

const refreshed = z.looseObject({ token: z.string().min(1) });

/** A token made out of another one belongs to the same sign-in: whoever signs out ends both. */
export async function followRefresh(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const signIn = signInOf(req);
  const access = req.scope.resolve(ACCESS_MODULE);
  const first = signIn === null ? null : await access.firstOf(signIn);
  if (signIn === null || first === null) {
    next();
    return;
  }
  const answer = res.json.bind(res);
  res.json = (body) => {
    const { data } = refreshed.safeParse(body);
    if (data === undefined) {
      return answer(body);
    }
    // Nobody has a token that is not known to belong to its sign-in.
    void access.noteRefreshed(data.token, first, lastExpiryOf(signIn)).then(() => answer(body), next);
    return res;
  };
  next();
}

/** A session remembers which sign-in opened it, and ends with it. */
export async function followSession(req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const signIn = signInOf(req);
  const first = signIn === null ? null : await req.scope.resolve(ACCESS_MODULE).firstOf(signIn);
  if (first !== null) {
    (req.session as SessionOfOurs).seatline_opened_by = first;
  }
  next();
}

/** Who leaves a session leaves the sign-in that opened it. */
export async function endWithSession(
  req: MedusaRequest,
  _res: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const signIn = signInOf(req);
  const access = req.scope.resolve(ACCESS_MODULE);
  const first = signIn === null ? null : await access.firstOf(signIn);
  if (signIn !== null && first !== null) {
    await access.endSignIn(first, lastExpiryOf(signIn));
  }
  next();
}
