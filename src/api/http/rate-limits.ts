import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { rateLimit } from "express-rate-limit";
import { clientAddress } from "./client-address";
import { customerIdOf } from "./request-context";

const MINUTE_MS = 60_000;

interface Limit {
  readonly perMinute: number;
  /** Requests with the same key share the limit. */
  readonly key: (req: MedusaRequest) => string;
  /** Counts refused requests only: a busy shop that signs people in is not an attacker. */
  readonly failuresOnly?: boolean;
}

/**
 * Limits per process and minute, by the machine's own clock: they slow an attacker down and are no part of any rule
 * about money. Behind several servers each counts for itself.
 */
function limit({ perMinute, key, failuresOnly = false }: Limit) {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: perMinute,
    standardHeaders: "draft-7",
    legacyHeaders: false,
    skipSuccessfulRequests: failuresOnly,
    // Addresses come from our own rule about who may forward, so the library's advice on Express settings is moot.
    validate: false,
    keyGenerator: (req) => key(req as unknown as MedusaRequest),
    handler: (_req, res) => {
      const message = "Too many requests. Please wait a minute and try again.";
      (res as unknown as MedusaResponse).status(429).json({ type: "too_many_requests", message });
    },
  });
}

const perAccount = (req: MedusaRequest): string => {
  const { email } = (req.body ?? {}) as { email?: unknown };
  return typeof email === "string" ? email.trim().toLowerCase().slice(0, 254) : "none";
};
const perCustomer = (req: MedusaRequest): string => customerIdOf(req) ?? clientAddress(req);

/** Guessing one account's password, and trying many accounts from one place. */
export const limitSignIn = [
  limit({ perMinute: 10, key: perAccount, failuresOnly: true }),
  limit({ perMinute: 60, key: clientAddress, failuresOnly: true }),
];
/** A shop that does not forward its visitors' addresses registers them all from its own. */
export const limitRegistration = limit({ perMinute: 120, key: clientAddress });
/** Each check asks the vendor. */
export const limitDomainChecks = limit({ perMinute: 30, key: perCustomer });
/** Each checkout may try a card. */
export const limitCheckouts = limit({ perMinute: 20, key: perCustomer });
export const limitHooks = limit({ perMinute: 1200, key: clientAddress });
