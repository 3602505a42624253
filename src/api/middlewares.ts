import { defineMiddlewares } from "@medusajs/framework/http";
import { priceSheetMiddlewares } from "./admin/csp/price-sheets/middlewares";
import { signInMiddlewares } from "./auth/middlewares";
import { operationMiddlewares } from "./csp/middlewares";
import { partnerCenterHookMiddlewares } from "./hooks/csp/partner-center/middlewares";
import { stripeHookMiddlewares } from "./hooks/csp/stripe/middlewares";
import { brokenTexts } from "./http/broken-text";
import { jsonBodies } from "./http/json-body";
import { endRequestsWhenStopping } from "./http/open-requests";
import { setSecurityHeaders } from "./http/security-headers";
import { invoiceMiddlewares } from "./store/csp/invoices/middlewares";
import { coreGuardMiddlewares, purchaseMiddlewares } from "./store/csp/middlewares";

endRequestsWhenStopping();
setSecurityHeaders();

/**
 * Medusa reads this one file; each area declares its own routes beside them. It has no error handler: there is one for all
 * routes of a host, and our routes answer their own errors (`http/define-route.ts`).
 */
export default defineMiddlewares({
  routes: [
    ...jsonBodies,
    ...brokenTexts,
    ...operationMiddlewares,
    ...signInMiddlewares,
    ...coreGuardMiddlewares,
    ...purchaseMiddlewares,
    ...invoiceMiddlewares,
    ...stripeHookMiddlewares,
    ...partnerCenterHookMiddlewares,
    ...priceSheetMiddlewares,
  ],
});
