import {
  defineMiddlewares,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
  validateAndTransformQuery,
} from "@medusajs/framework/http";
import { createFindParams } from "@medusajs/medusa/api/utils/validators";

/** The host's own way to answer errors, unlike Medusa's and unlike Seatline's. */
function answerError(error: Error, _req: MedusaRequest, res: MedusaResponse, _next: MedusaNextFunction): void {
  res.status(418).json({ host_says: error.message });
}

export default defineMiddlewares({
  errorHandler: answerError,
  routes: [
    {
      matcher: "/store/host-variants",
      methods: ["GET"],
      middlewares: [validateAndTransformQuery(createFindParams(), { defaults: ["id"], isList: true })],
    },
  ],
});
