import { authenticate, type MiddlewareRoute } from "@medusajs/framework/http";

const signedIn = authenticate("customer", ["session", "bearer"]);

/** Invoices are for signed-in customers; whose they are is checked in the routes. */
export const invoiceMiddlewares: MiddlewareRoute[] = [
  { matcher: "/store/csp/invoices", methods: ["GET"], middlewares: [signedIn] },
  { matcher: "/store/csp/invoices/:id", methods: ["GET"], middlewares: [signedIn] },
  { matcher: "/store/csp/invoices/:id/pdf", methods: ["GET"], middlewares: [signedIn] },
];
