import type { Response } from "express";
import { ApiError, refusal } from "../errors";
import type { Access, Call, Route } from "../http/route";
import { hasCome } from "../profiles";
import { OLD_GRAPH_AUDIENCE, OLD_GRAPH_TOKENS } from "../retirements";
import type { AccessToken } from "../state";
import type { World } from "../world";

/** Answers a call that the vendor did not have yet on the day of the profile as an unknown one. */
export function refuseUnknown(world: World, { since }: Route, call: Call): void {
  if (since && !hasCome(since, world.state.settings.profile)) {
    throw new ApiError(404, "1000", `Not found: ${call.method} ${call.path}`);
  }
}

/** Which token a call takes. */
export const accessOf = (world: World, { access }: Route, call: Call): Access =>
  typeof access === "function" ? access(world, call) : access;

/** Whether this call of a user is one of those that the vendor refuses by a share of its traffic. */
function isInShare({ state }: World): boolean {
  const { mfaRefusedShare } = state.settings;
  state.userCalls += 1;
  return Math.floor(state.userCalls * mfaRefusedShare) > Math.floor((state.userCalls - 1) * mfaRefusedShare);
}

/**
 * Lets a call pass, and tells by which kind of token, or refuses it: no token 401/800001, unknown or expired token 401/400, a
 * token of the wrong kind 403/900329, a session without MFA 401/900421. That code is documented for an app-only token on an
 * App+User resource; for the other way round nothing is, and the same is an INFERENCE.
 */
export function authorise(world: World, access: Access, call: Call, response: Response): AccessToken["kind"] | null {
  if (access === "none") {
    return null;
  }
  const bearer = /^Bearer\s+(\S+)$/i.exec(call.header("Authorization") ?? "")?.[1];
  if (!bearer) {
    throw new ApiError(401, "800001", "The partner token is missing from the request.");
  }
  const token = world.state.accessTokens[bearer];
  if (!token || Date.parse(token.expiresAt) <= call.now.getTime()) {
    throw new ApiError(401, "400", "Access denied: the token is unknown or has expired.");
  }
  const { profile } = world.state.settings;
  if (token.audience === OLD_GRAPH_AUDIENCE && hasCome(OLD_GRAPH_TOKENS.on, profile)) {
    throw OLD_GRAPH_TOKENS.refuse();
  }
  if (token.kind === "app") {
    if (access === "user") {
      throw refusal("900329");
    }
    return token.kind;
  }
  if (access === "app") {
    throw refusal("900329", "This resource supports application-only authentication only.");
  }
  const { mfaCompliant } = world.state.settings;
  if (call.header("ValidateMfa")?.toLowerCase() === "true") {
    response.setHeader("isMfaCompliant", String(mfaCompliant));
  }
  if (!mfaCompliant || isInShare(world)) {
    throw refusal("900421");
  }
  return token.kind;
}

/** Refuses a call that the vendor had ended before the day of the profile. */
export function refuseRetired(world: World, { retired }: Route, call: Call): void {
  const meant = retired && (retired.covers?.(call) ?? true);
  if (meant && hasCome(retired.on, world.state.settings.profile)) {
    throw retired.refuse();
  }
}
