import type { Response } from "express";
import { ApiError, refusal } from "../errors";
import type { Call, Route } from "../http/route";
import { isOver } from "../profiles";
import { OLD_GRAPH_AUDIENCE, OLD_GRAPH_TOKENS } from "../retirements";
import type { AccessToken } from "../state";
import type { World } from "../world";

/**
 * Lets a call pass, and tells by which kind of token, or refuses it: no token 401/800001, unknown or expired token 401/400, an app-only token on an
 * App+User resource 403/900329, a session without MFA 401/900421.
 */
export function authorise(world: World, route: Route, call: Call, response: Response): AccessToken["kind"] | null {
  if (route.access === "none") {
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
  if (token.audience === OLD_GRAPH_AUDIENCE && isOver(OLD_GRAPH_TOKENS.on, profile)) {
    throw OLD_GRAPH_TOKENS.refuse();
  }
  if (token.kind === "app") {
    if (route.access === "user") {
      throw refusal("900329");
    }
    return token.kind;
  }
  if (call.header("ValidateMfa")?.toLowerCase() === "true") {
    response.setHeader("isMfaCompliant", String(world.state.settings.mfaCompliant));
  }
  if (!world.state.settings.mfaCompliant) {
    throw refusal("900421");
  }
  return token.kind;
}

/** Refuses a call that the vendor had ended before the day of the profile. */
export function refuseRetired(world: World, { retired }: Route): void {
  if (retired && isOver(retired.on, world.state.settings.profile)) {
    throw retired.refuse();
  }
}
