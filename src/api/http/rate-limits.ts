import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { rateLimit, type Store } from "express-rate-limit";
import { settingsOf } from "../../connections/settings";
import { ACCESS_MODULE, type AccessService } from "../../modules/access";
import type { Settings } from "../../modules/settings";
import { plainAddress } from "../../processes/account/find-identity";
import { addressKey, clientAddress } from "./client-address";
import { customerIdOf } from "./request-context";
import { signInOf } from "./sign-in";

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

type Middleware = (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction) => void;

/**
 * Limits per minute over all processes, which count in one table of the database. They slow an attacker down and are no
 * part of any rule about money.
 */
function limited({ limit, key, failuresOnly = false }: Limit): Middleware {
  let limiter: ReturnType<typeof rateLimit> | undefined;
  return (req, res, next) => {
    limiter ??= rateLimit({
      windowMs: MINUTE_MS,
      limit: (one) => settingsOf((one as unknown as MedusaRequest).scope).rateLimits[limit],
      store: storeOf(req.scope.resolve(ACCESS_MODULE), limit),
      standardHeaders: "draft-7",
      legacyHeaders: false,
      skipSuccessfulRequests: failuresOnly,
      // Addresses come from our own rule about who may forward, so the library's advice on Express settings is moot.
      validate: false,
      keyGenerator: (one) => key(one as unknown as MedusaRequest),
      handler: (one, answer) => {
        const { resetTime } = (one as unknown as Counted).rateLimit ?? {};
        const message = `Too many requests. Please wait ${waitInWords(resetTime)} and try again.`;
        (answer as unknown as MedusaResponse).status(429).json({ type: "too_many_requests", message });
      },
    });
    void limiter(req as never, res as never, next);
  };
}

/** What the library notes on a request that it has counted. */
type Counted = { readonly rateLimit?: { readonly resetTime?: Date } };

/** How long until the window ends; the header `Retry-After` says the same. */
function waitInWords(resetTime: Date | undefined): string {
  const seconds = resetTime === undefined ? 60 : Math.ceil((resetTime.getTime() - Date.now()) / 1000);
  return seconds > 1 && seconds < 60 ? `${seconds} seconds` : seconds <= 1 ? "a second" : "a minute";
}

/** Each limit counts for itself: a sign-in that is refused is no registration. */
function storeOf(access: AccessService, limit: keyof RateLimits): Store {
  const keyOf = (key: string): string => `${limit}:${key}`;
  return {
    localKeys: false,
    increment: async (key) => {
      const { requests, endsAt } = await access.countRequest(keyOf(key), MINUTE_MS);
      return { totalHits: requests, resetTime: endsAt };
    },
    decrement: (key) => access.uncountRequest(keyOf(key)),
    resetKey: (key) => access.forgetRequests(keyOf(key)),
  };
}

const perClient = (req: MedusaRequest): string => addressKey(clientAddress(req));
/**
 * By the account that a request is about, whatever kind of person it says it is: a customer and a user of the admin with
 * one address share one password. Only the field counts that the route reads; another one would be a key of one's choice.
 */
const perAccountIn =
  (field: "email" | "identifier") =>
  (req: MedusaRequest): string => {
    const account = ((req.body ?? {}) as Readonly<Record<string, unknown>>)[field];
    return typeof account === "string" ? plainAddress(account).slice(0, 254) : perClient(req);
  };
const perIdentity = (req: MedusaRequest): string => signInOf(req)?.identityId ?? perClient(req);
const perCustomer = (req: MedusaRequest): string => customerIdOf(req) ?? perClient(req);

/** Only where Medusa's own routes are ours to protect: a host's customers sign in as often as the host allows. */
function whereProtected(middleware: Middleware): Middleware {
  return (req, res, next) => {
    if (settingsOf(req.scope).protectCoreRoutes) {
      middleware(req, res, next);
      return;
    }
    next();
  };
}

const perAddress = whereProtected(limited({ limit: "signInsPerAddress", key: perClient, failuresOnly: true }));

/** Guessing one account's password, and trying many accounts from one place. */
export const limitSignIn = [
  whereProtected(limited({ limit: "signInsPerAccount", key: perAccountIn("email"), failuresOnly: true })),
  perAddress,
];
/** Guessing the codes in links. */
export const limitCodes = [perAddress];
/** Each sends a mail to somebody, whether or not the asker is that somebody. */
export const limitResetMails = [
  whereProtected(limited({ limit: "mailsPerAccount", key: perAccountIn("identifier") })),
  whereProtected(limited({ limit: "registrations", key: perClient })),
];
export const limitConfirmationMails = [whereProtected(limited({ limit: "mailsPerAccount", key: perIdentity }))];
/** Second factors are six digits. */
export const limitSecondFactors = whereProtected(
  limited({ limit: "signInsPerAccount", key: perIdentity, failuresOnly: true }),
);
/** A shop that does not forward its visitors' addresses registers them all from its own. */
export const limitRegistration = whereProtected(limited({ limit: "registrations", key: perClient }));
export const limitCarts = limited({ limit: "carts", key: perClient });
/** Each change of a cart writes: its lines, and the key it was asked under. */
export const limitCartChanges = limited({ limit: "cartChanges", key: perClient });
/** Each file is set, or summed up, when it is asked for. */
export const limitDocuments = limited({ limit: "documents", key: perCustomer });
/** Each check asks the vendor. */
export const limitDomainChecks = limited({ limit: "domainChecks", key: perCustomer });
/** Each checkout may try a card. */
export const limitCheckouts = limited({ limit: "checkouts", key: perCustomer });
export const limitHooks = limited({ limit: "hooks", key: perClient });
