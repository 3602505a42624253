import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";
import { settingsOf } from "../../connections/settings";
import { segmentsOf } from "../http/guards/named-ids";

type Middleware = (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction) => unknown;

/** Who signs in at a Medusa; a host names others in `http.authMethodsPerActor`. */
const ACTORS = ["customer", "user"] as const;
/** Beginnings of paths below `/auth` that are about a sign-in there is already. */
const ABOUT_SIGN_INS: ReadonlySet<string> = new Set(["mfa", "session", "token", "verification"]);

/**
 * Medusa takes any word for the kind of person and for the provider, and tries the same accounts behind each. Only those
 * that there are lead anywhere: before anything is counted or tried.
 */
export async function refuseUnknownDoors(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  if (!settingsOf(req.scope).protectCoreRoutes || (await leadsSomewhere(req))) {
    next();
    return;
  }
  res.status(404).json({ type: "not_found", message: "There is no such way to sign in." });
}

async function leadsSomewhere(req: MedusaRequest): Promise<boolean> {
  const [first = "", second] = segmentsOf(req.path);
  if (second === undefined || ABOUT_SIGN_INS.has(first.toLowerCase())) {
    return true;
  }
  const providers = (await req.scope.resolve(Modules.AUTH).listAuthProviders()).map(({ id }) => id);
  // `/auth/:auth_provider/user` makes a user of the admin of somebody whom another provider knows.
  if (second.toLowerCase() === "user") {
    return providers.includes(first);
  }
  const { http } = req.scope.resolve(ContainerRegistrationKeys.CONFIG_MODULE).projectConfig;
  const isActor = [...ACTORS, ...Object.keys(http.authMethodsPerActor ?? {})].includes(first);
  return isActor && (second.toLowerCase() === "providers" || providers.includes(second));
}

/**
 * Runs middlewares for `POST /auth/:actor_type/:auth_provider/<last>`, as if they stood at that path. For what has to come
 * before Medusa's own middlewares: those of one path run before a plugin's, and only what stands at a shorter one comes first.
 */
export function atDoor(last: string, middlewares: readonly Middleware[]): Middleware {
  return (req, res, next) => {
    const [actor = "", provider = "", place, ...more] = segmentsOf(req.path);
    if (req.method !== "POST" || place?.toLowerCase() !== last || more.length > 0) {
      next();
      return;
    }
    req.params = { ...req.params, actor_type: actor, auth_provider: provider };
    const run = (index: number, error?: unknown): void => {
      const middleware = middlewares[index];
      if (error !== undefined || middleware === undefined) {
        next(error);
        return;
      }
      Promise.resolve(middleware(req, res, (problem?: unknown) => run(index + 1, problem))).catch(next);
    };
    run(0);
  };
}
