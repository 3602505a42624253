import type { MiddlewareRoute } from "@medusajs/framework/http";
import {
  limitCodes,
  limitConfirmationMails,
  limitRegistration,
  limitResetMails,
  limitSecondFactors,
  limitSignIn,
} from "../http/rate-limits";
import { answerResetAlike } from "./answer-reset-alike";
import { confirmOwnAddress } from "./confirm-own-address";
import { endWithSession, followRefresh, followSession } from "./follow-sign-in";
import { knowAddress, takeAsLongForStrangers } from "./known-address";
import { atDoor, refuseUnknownDoors } from "./known-doors";
import { onlyUsersEnrol } from "./only-users-enrol";
import { takeOwnAddress } from "./own-address";
import { refuseEndedSignIn } from "./refuse-ended";
import { checkRegistration, tellOwnerOfSignUp } from "./registration";
import { setPasswordByLink } from "./set-password";

/**
 * Medusa's own sign-in. Matched by the route's parameters, which are decoded, and for every actor: `/auth/user/%65mailpass`
 * is the same door.
 */
export const signInMiddlewares: MiddlewareRoute[] = [
  // Medusa's own check of a link uses it up, so that ours comes first.
  { matcher: "/auth", middlewares: [refuseUnknownDoors, atDoor("update", [...limitCodes, setPasswordByLink])] },
  // Medusa's sign-in takes GET as well, and whatever takes GET takes HEAD.
  {
    matcher: "/auth/:actor_type/:auth_provider",
    methods: ["GET", "POST"],
    middlewares: [...limitSignIn, knowAddress, takeAsLongForStrangers],
  },
  {
    matcher: "/auth/:actor_type/:auth_provider/callback",
    methods: ["GET", "POST"],
    middlewares: [...limitCodes],
  },
  {
    matcher: "/auth/:actor_type/:auth_provider/register",
    methods: ["POST"],
    middlewares: [limitRegistration, checkRegistration, knowAddress, tellOwnerOfSignUp],
  },
  {
    matcher: "/auth/:actor_type/:auth_provider/reset-password",
    methods: ["POST"],
    middlewares: [...limitResetMails, answerResetAlike],
  },
  { matcher: "/auth/verification/request", methods: ["POST"], middlewares: limitConfirmationMails },
  {
    matcher: "/auth/verification/confirm",
    methods: ["POST"],
    middlewares: [...limitCodes, confirmOwnAddress],
  },
  { matcher: "/auth/mfa/factors", methods: ["POST"], middlewares: [onlyUsersEnrol] },
  { matcher: "/auth/mfa/challenges/:id/verify", methods: ["POST"], middlewares: [limitSecondFactors] },
  { matcher: "/auth/mfa/factors/:id/verify", methods: ["POST"], middlewares: [limitSecondFactors] },
  ...["/store", "/admin", "/auth/session", "/auth/token", "/auth/mfa", "/auth/verification"].map((matcher) => ({
    matcher,
    middlewares: [refuseEndedSignIn],
  })),
  { matcher: "/store/customers", methods: ["POST"], middlewares: [takeOwnAddress] },
  { matcher: "/auth/token/refresh", methods: ["POST"], middlewares: [followRefresh] },
  { matcher: "/auth/session", methods: ["POST"], middlewares: [followSession] },
  { matcher: "/auth/session", methods: ["DELETE"], middlewares: [endWithSession] },
];
