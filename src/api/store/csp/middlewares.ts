import { authenticate, type MiddlewareRoute } from "@medusajs/framework/http";
import { refuseLicenceCart, refuseLicencePayment } from "../../http/guards/core-carts";
import { onlyOwnOrder } from "../../http/guards/core-orders";
import { restrictLinkedFields } from "../../http/guards/linked-fields";
import { limitCheckouts, limitDomainChecks, limitRegistration, limitSignIn } from "../../http/rate-limits";
import { validateBody } from "../../http/validate";
import {
  postAgreement,
  postCart,
  postCartLine,
  postCartLineQuantity,
  postCheckout,
  postCompany,
  postDomainCheck,
  postEmpty,
  postQuote,
  postTenant,
} from "./validators";

const signedIn = authenticate("customer", ["session", "bearer"]);
const ME = "/store/csp/companies/me";

/** The purchase routes: who may call them and what they take. Everything else about them is in `docs/api/store.md`. */
export const purchaseMiddlewares: MiddlewareRoute[] = [
  { matcher: "/store/csp/quotes", methods: ["POST"], middlewares: [validateBody(postQuote)] },
  { matcher: "/store/csp/carts", methods: ["POST"], middlewares: [validateBody(postCart)] },
  { matcher: "/store/csp/carts/:id/lines", methods: ["POST"], middlewares: [validateBody(postCartLine)] },
  {
    matcher: "/store/csp/carts/:id/lines/:line_id",
    methods: ["POST"],
    middlewares: [validateBody(postCartLineQuantity)],
  },
  { matcher: "/store/csp/companies", methods: ["POST"], middlewares: [signedIn, validateBody(postCompany)] },
  { matcher: ME, methods: ["GET"], middlewares: [signedIn] },
  { matcher: ME, methods: ["POST"], middlewares: [signedIn, validateBody(postCompany)] },
  { matcher: `${ME}/tenant`, methods: ["POST"], middlewares: [signedIn, limitDomainChecks, validateBody(postTenant)] },
  { matcher: `${ME}/tenant/first-sign-in`, methods: ["POST"], middlewares: [signedIn, validateBody(postEmpty)] },
  { matcher: `${ME}/agreement`, methods: ["POST"], middlewares: [signedIn, validateBody(postAgreement)] },
  {
    matcher: "/store/csp/domain-checks",
    methods: ["POST"],
    middlewares: [signedIn, limitDomainChecks, validateBody(postDomainCheck)],
  },
  {
    matcher: "/store/csp/checkouts",
    methods: ["POST"],
    middlewares: [signedIn, limitCheckouts, validateBody(postCheckout)],
  },
  { matcher: "/store/csp/checkouts/:id", methods: ["GET"], middlewares: [signedIn] },
  { matcher: "/store/csp/checkouts/:id/return", methods: ["POST"], middlewares: [signedIn, validateBody(postEmpty)] },
  { matcher: "/store/csp/subscriptions", methods: ["GET"], middlewares: [signedIn] },
  { matcher: "/store/csp/subscriptions/:id", methods: ["GET"], middlewares: [signedIn] },
];

/** Medusa's own doors that would lead around the rules above. */
export const coreGuardMiddlewares: MiddlewareRoute[] = [
  { matcher: "/store", middlewares: [restrictLinkedFields] },
  { matcher: "/auth/customer/emailpass", methods: ["POST"], middlewares: limitSignIn },
  { matcher: "/auth/customer/emailpass/register", methods: ["POST"], middlewares: [limitRegistration] },
  { matcher: "/auth/customer/emailpass/reset-password", methods: ["POST"], middlewares: [limitRegistration] },
  { matcher: "/store/orders/:id", methods: ["GET"], middlewares: [onlyOwnOrder] },
  { matcher: "/store/carts/:id", middlewares: [refuseLicenceCart] },
  { matcher: "/store/payment-collections/:id", middlewares: [refuseLicencePayment] },
  { matcher: "/store/payment-collections", methods: ["POST"], middlewares: [refuseLicenceCart] },
];
