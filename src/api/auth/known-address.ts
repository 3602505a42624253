import { scrypt } from "node:crypto";
import { promisify } from "node:util";
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { settingsOf } from "../../connections/settings";
import { findPasswordIdentity, PASSWORD_PROVIDER, plainAddress } from "../../processes/account/find-identity";

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);

/** What Medusa's password provider does by default to compare a password. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

type Credentials = { email?: unknown; password?: unknown };

/**
 * Medusa compares addresses letter by letter. Here an address is found however it is written, and a new account gets
 * the plain spelling: a person has one account, whatever they do with their capitals.
 */
export async function knowAddress(req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const { email } = (req.body ?? {}) as Credentials;
  if (req.params.auth_provider === PASSWORD_PROVIDER && typeof email === "string" && isOurs(req)) {
    const identity = await findPasswordIdentity(req.scope, email);
    (req.body as Credentials).email = identity?.email ?? plainAddress(email);
    unknown.set(req, identity === null);
  }
  next();
}

/** Requests for an address that nobody signs in with. */
const unknown = new WeakMap<MedusaRequest, boolean>();

/** A wrong password takes Medusa a while to compare; an address without an account must not be told by the clock. */
export async function takeAsLongForStrangers(
  req: MedusaRequest,
  _res: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const { password } = (req.body ?? {}) as Credentials;
  if (unknown.get(req) && typeof password === "string" && password !== "") {
    await derive(password, Buffer.alloc(32), 64, COST);
  }
  next();
}

function isOurs(req: MedusaRequest): boolean {
  return settingsOf(req.scope).protectCoreRoutes;
}
