import { defineMiddlewares } from "@medusajs/framework/http";
import { priceSheetMiddlewares } from "./admin/csp/price-sheets/middlewares";
import { operationMiddlewares } from "./csp/middlewares";
import { partnerCenterHookMiddlewares } from "./hooks/csp/partner-center/middlewares";
import { stripeHookMiddlewares } from "./hooks/csp/stripe/middlewares";
import { errorHandler } from "./http/error-handler";
import { invoiceMiddlewares } from "./store/csp/invoices/middlewares";
import { coreGuardMiddlewares, purchaseMiddlewares } from "./store/csp/middlewares";

/** Medusa reads this one file; each area declares its own routes beside them. */
export default defineMiddlewares({
  errorHandler,
  routes: [
    ...operationMiddlewares,
    ...coreGuardMiddlewares,
    ...purchaseMiddlewares,
    ...invoiceMiddlewares,
    ...stripeHookMiddlewares,
    ...partnerCenterHookMiddlewares,
    ...priceSheetMiddlewares,
  ],
});
