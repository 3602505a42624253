import { authenticate, type MiddlewareRoute } from "@medusajs/framework/http";
import { guardCoreRoutes } from "../../http/guards/core-routes";
import { refuseForeignSites } from "../../http/guards/foreign-sites";
import { restrictLinkedFields } from "../../http/guards/linked-fields";
import {
  limitCartChanges,
  limitCarts,
  limitCheckouts,
  limitCodes,
  limitConfirmationMails,
  limitDomainChecks,
} from "../../http/rate-limits";
import { validateBody } from "../../http/validate";
import { postQuote } from "./quotes/validators";
import {
  postAddress,
  postAgreement,
  postAgreementCheck,
  postAttestation,
  postCart,
  postCartLine,
  postCartLineQuantity,
  postCheckout,
  postCompany,
  postDisown,
  postDomainCheck,
  postEmpty,
  postOwnCart,
  postTenant,
  postTenantProof,
} from "./validators";

const signedIn = authenticate("customer", ["session", "bearer"]);
const ME = "/store/csp/companies/me";

/** The purchase routes: who may call them and what they take. Everything else about them is in `docs/api/store.md`. */
export const purchaseMiddlewares: MiddlewareRoute[] = [
  { matcher: "/store/csp/quotes", methods: ["POST"], middlewares: [validateBody(postQuote)] },
  { matcher: "/store/csp/carts", methods: ["POST"], middlewares: [limitCarts, validateBody(postCart)] },
  { matcher: "/store/csp/carts/mine", methods: ["POST"], middlewares: [signedIn, validateBody(postOwnCart)] },
  {
    matcher: "/store/csp/carts/:id/lines",
    methods: ["POST"],
    middlewares: [limitCartChanges, validateBody(postCartLine)],
  },
  {
    matcher: "/store/csp/carts/:id/lines/:line_id",
    methods: ["POST"],
    middlewares: [limitCartChanges, validateBody(postCartLineQuantity)],
  },
  { matcher: "/store/csp/carts/:id/lines/:line_id", methods: ["DELETE"], middlewares: [limitCartChanges] },
  { matcher: "/store/csp/companies", methods: ["POST"], middlewares: [signedIn, validateBody(postCompany)] },
  { matcher: ME, methods: ["GET"], middlewares: [signedIn] },
  { matcher: ME, methods: ["POST"], middlewares: [signedIn, validateBody(postCompany)] },
  { matcher: `${ME}/tenant`, methods: ["POST"], middlewares: [signedIn, limitDomainChecks, validateBody(postTenant)] },
  {
    matcher: `${ME}/tenant/proof`,
    methods: ["POST"],
    middlewares: [signedIn, limitDomainChecks, validateBody(postTenantProof)],
  },
  {
    matcher: `${ME}/tenant/code`,
    methods: ["POST"],
    middlewares: [signedIn, limitDomainChecks, validateBody(postEmpty)],
  },
  {
    matcher: `${ME}/tenant/refresh`,
    methods: ["POST"],
    middlewares: [signedIn, limitDomainChecks, validateBody(postEmpty)],
  },
  {
    matcher: `${ME}/address-check`,
    methods: ["POST"],
    middlewares: [signedIn, limitDomainChecks, validateBody(postEmpty)],
  },
  { matcher: `${ME}/tenant/first-sign-in`, methods: ["POST"], middlewares: [signedIn, validateBody(postEmpty)] },
  { matcher: `${ME}/agreement`, methods: ["GET"], middlewares: [signedIn] },
  { matcher: `${ME}/agreement`, methods: ["POST"], middlewares: [signedIn, validateBody(postAgreement)] },
  {
    matcher: `${ME}/agreement/attestation`,
    methods: ["POST"],
    middlewares: [signedIn, limitDomainChecks, validateBody(postAttestation)],
  },
  {
    matcher: `${ME}/agreement/check`,
    methods: ["POST"],
    middlewares: [signedIn, limitDomainChecks, validateBody(postAgreementCheck)],
  },
  {
    matcher: "/store/csp/domain-checks",
    methods: ["POST"],
    middlewares: [signedIn, limitDomainChecks, validateBody(postDomainCheck)],
  },
  {
    matcher: "/store/csp/account/confirmation",
    methods: ["GET"],
    middlewares: [signedIn],
  },
  {
    matcher: "/store/csp/account/confirmation",
    methods: ["POST"],
    middlewares: [signedIn, ...limitConfirmationMails, validateBody(postEmpty)],
  },
  {
    matcher: "/store/csp/account/disown",
    methods: ["POST"],
    middlewares: [...limitCodes, validateBody(postDisown)],
  },
  { matcher: "/store/csp/account/personal-data", methods: ["GET"], middlewares: [signedIn] },
  { matcher: "/store/csp/account/sign-out", methods: ["POST"], middlewares: [validateBody(postEmpty)] },
  {
    matcher: "/store/csp/checkouts",
    methods: ["POST"],
    middlewares: [signedIn, limitCheckouts, validateBody(postCheckout)],
  },
  { matcher: "/store/csp/checkouts/:id", methods: ["GET"], middlewares: [signedIn] },
  {
    matcher: "/store/csp/checkouts/:id/address",
    methods: ["POST"],
    middlewares: [signedIn, limitCheckouts, validateBody(postAddress)],
  },
  { matcher: "/store/csp/checkouts/:id/return", methods: ["POST"], middlewares: [signedIn, validateBody(postEmpty)] },
  { matcher: "/store/csp/subscriptions", methods: ["GET"], middlewares: [signedIn] },
  { matcher: "/store/csp/subscriptions/:id", methods: ["GET"], middlewares: [signedIn] },
];

/** Medusa's own doors that would lead around the rules above. */
export const coreGuardMiddlewares: MiddlewareRoute[] = [
  { matcher: "/store", middlewares: [refuseForeignSites, restrictLinkedFields, guardCoreRoutes("store")] },
  { matcher: "/admin", middlewares: [refuseForeignSites, guardCoreRoutes("admin")] },
  { matcher: "/auth", middlewares: [refuseForeignSites] },
];
