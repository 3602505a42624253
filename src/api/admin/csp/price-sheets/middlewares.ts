import type { MiddlewareRoute } from "@medusajs/framework/http";

/** An uploaded sheet is read as it arrives, so nothing may read its body before the route does. */
export const priceSheetMiddlewares: MiddlewareRoute[] = [
  { matcher: "/admin/csp/price-sheets", methods: ["POST"], bodyParser: false },
];
