import { authenticate, type MiddlewareRoute } from "@medusajs/framework/http";
import { limitDocuments } from "../../../http/rate-limits";
import { validateBody } from "../../../http/validate";
import { postSeatChange } from "../subscriptions/validators";

const signedIn = authenticate("customer", ["session", "bearer"]);

/** Everything about a company's money is for signed-in customers; whose it is, is checked in the routes. */
export const invoiceMiddlewares: MiddlewareRoute[] = [
  { matcher: "/store/csp/invoices", methods: ["GET"], middlewares: [signedIn] },
  { matcher: "/store/csp/invoices/:id", methods: ["GET"], middlewares: [signedIn] },
  { matcher: "/store/csp/invoices/:id/pdf", methods: ["GET"], middlewares: [signedIn, limitDocuments] },
  { matcher: "/store/csp/invoices/:id/xml", methods: ["GET"], middlewares: [signedIn, limitDocuments] },
  { matcher: "/store/csp/billing/next-invoice", methods: ["GET"], middlewares: [signedIn] },
  { matcher: "/store/csp/statement", methods: ["GET"], middlewares: [signedIn, limitDocuments] },
  {
    matcher: "/store/csp/subscriptions/:id/seat-change/preview",
    methods: ["POST"],
    middlewares: [signedIn, validateBody(postSeatChange)],
  },
];
