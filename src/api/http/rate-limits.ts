import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { rateLimit } from "express-rate-limit";
import { settingsOf } from "../../connections/settings";
import type { Settings } from "../../modules/settings";
import { clientAddress } from "./client-address";
import { customerIdOf } from "./request-context";

const MINUTE_MS = 60_000;

type RateLimits = Settings["rateLimits"];

type Limit = {
  /** The option that says how many requests a minute may bring. */
  readonly limit: keyof RateLimits;
  /** Requests with the same key share the limit. */
  readonly key: (req: MedusaRequest) => string;
  /** Counts refused requests only: a busy shop that signs people in is not an attacker. */
  readonly failuresOnly?: boolean;
};

/**
 * Limits per process and minute, by the machine's own clock: they slow an attacker down and are no part of any rule
 * about money. Behind several servers each counts for itself.
 */
function limited({ limit, key, failuresOnly = false }: Limit) {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: (req) => settingsOf((req as unknown as MedusaRequest).scope).rateLimits[limit],
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

/** Only where Medusa's own routes are ours to protect: a host's customers sign in as often as the host allows. */
function whereProtected(middleware: ReturnType<typeof limited>) {
  return (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void => {
    if (settingsOf(req.scope).protectCoreRoutes) {
      void middleware(req as never, res as never, next);
      return;
    }
    next();
  };
}

/** Guessing one account's password, and trying many accounts from one place. */
export const limitSignIn = [
  whereProtected(limited({ limit: "signInsPerAccount", key: perAccount, failuresOnly: true })),
  whereProtected(limited({ limit: "signInsPerAddress", key: clientAddress, failuresOnly: true })),
];
/** A shop that does not forward its visitors' addresses registers them all from its own. */
export const limitRegistration = whereProtected(limited({ limit: "registrations", key: clientAddress }));
/** Each check asks the vendor. */
export const limitDomainChecks = limited({ limit: "domainChecks", key: perCustomer });
/** Each checkout may try a card. */
export const limitCheckouts = limited({ limit: "checkouts", key: perCustomer });
export const limitHooks = limited({ limit: "hooks", key: clientAddress });
