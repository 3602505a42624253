import type { MiddlewareRoute } from "@medusajs/framework/http";

/** The signature is over the bytes as they came, so they must be kept. */
export const partnerCenterHookMiddlewares: MiddlewareRoute[] = [
  {
    matcher: "/hooks/csp/partner-center",
    methods: ["POST"],
    bodyParser: { preserveRawBody: true, sizeLimit: "64kb" },
  },
];
