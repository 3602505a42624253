import type { MiddlewareRoute } from "@medusajs/framework/http";
import { limitHooks } from "../../../http/rate-limits";

/** The signature is over the bytes as they came, so they must be kept. */
export const partnerCenterHookMiddlewares: MiddlewareRoute[] = [
  {
    matcher: "/hooks/csp/partner-center",
    methods: ["POST"],
    bodyParser: { preserveRawBody: true, sizeLimit: "64kb" },
    middlewares: [limitHooks],
  },
];
