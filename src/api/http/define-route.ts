import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { answerError } from "./answer-error";

type Handler<Request extends MedusaRequest> = (req: Request, res: MedusaResponse) => Promise<void> | void;

/** Makes a handler of one of our routes: what it throws is answered as our API says, whatever host it runs in. */
export function route<Request extends MedusaRequest>(handle: Handler<Request>) {
  return async (req: Request, res: MedusaResponse, next: MedusaNextFunction): Promise<void> => {
    try {
      await handle(req, res);
    } catch (error) {
      answerError(error, req, res, next);
    }
  };
}
