import type { MiddlewareRoute } from "@medusajs/framework/http";
import { limitHooks } from "../../../http/rate-limits";

/** The signature is computed over the bytes as they were sent, so the raw body must be kept. */
export const stripeHookMiddlewares: MiddlewareRoute[] = [
  {
    matcher: "/hooks/csp/stripe",
    methods: ["POST"],
    bodyParser: { preserveRawBody: true, sizeLimit: "1mb" },
    middlewares: [limitHooks],
  },
];
