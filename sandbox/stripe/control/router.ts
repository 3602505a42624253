import express, { type ErrorRequestHandler, type Router } from "express";
import { z } from "zod";
import { ApiError } from "../http/api-error";
import { fault } from "../http/faults";
import { deliverySwitch } from "../webhooks/switches";
import { type Control, cardBehaviour, cardChange } from "./control";

const dispute = z.object({
  charge: z.string(),
  reason: z.string().default("fraudulent"),
  inquiry: z.boolean().default(false),
});
const disputeOutcome = z.object({ outcome: z.enum(["won", "lost"]) });
const refundOutcome = z.object({ outcome: z.enum(["succeeded", "failed"]) });

/** The control API, in JSON. It has no place at Stripe and needs no key. */
export function controlRouter(control: Control): Router {
  const router = express.Router();
  router.use(express.json());
  router.get("/health", (_request, response) => void response.json({ ok: true }));
  router.post("/reset", (_request, response) => {
    control.reset();
    response.json({ ok: true });
  });

  router.get("/faults", (_request, response) => void response.json({ faults: control.faults.list() }));
  router.post("/faults", (request, response) => {
    control.faults.set(fault.parse(request.body));
    response.status(201).json({ faults: control.faults.list() });
  });
  router.delete("/faults", (_request, response) => {
    control.faults.clear();
    response.json({ faults: [] });
  });
  router.post("/faults/let-go", (_request, response) => {
    control.faults.letGo();
    response.json({ ok: true });
  });

  router.get(
    "/payment-intents",
    (_request, response) => void response.json({ payment_intents: control.paymentIntents() }),
  );
  router.get("/events", (_request, response) => void response.json({ events: control.events() }));
  router.get("/deliveries", (_request, response) => void response.json({ deliveries: control.deliveries() }));
  router.post("/deliveries/:id/replay", (request, response) => {
    response.status(201).json({ delivery: control.replay(request.params.id) });
  });
  router.get(
    "/delivery-switches",
    (_request, response) => void response.json({ switches: control.deliverySwitches.list() }),
  );
  router.post("/delivery-switches", (request, response) => {
    control.deliverySwitches.set(deliverySwitch.parse(request.body));
    response.status(201).json({ switches: control.deliverySwitches.list() });
  });
  router.delete("/delivery-switches", (_request, response) => {
    control.deliverySwitches.clear();
    response.json({ switches: [] });
  });

  router.post("/cards/:id/decline", (request, response) => {
    control.setCard(request.params.id, cardBehaviour.parse(request.body ?? {}));
    response.json({ ok: true });
  });
  router.delete("/cards/:id/decline", (request, response) => {
    control.setCard(request.params.id, null);
    response.json({ ok: true });
  });
  router.post("/cards/:id", (request, response) => {
    response.json({ payment_method: control.updateCard(request.params.id, cardChange.parse(request.body)) });
  });
  router.post("/disputes", (request, response) => {
    const input = dispute.parse(request.body);
    response.status(201).json({ dispute: control.openDispute(input.charge, input.reason, input.inquiry) });
  });
  router.post("/disputes/:id/close", (request, response) => {
    response.json({ dispute: control.closeDispute(request.params.id, disputeOutcome.parse(request.body).outcome) });
  });
  router.post("/refunds/:id/settle", (request, response) => {
    response.json({ refund: control.settleRefund(request.params.id, refundOutcome.parse(request.body).outcome) });
  });

  router.use(explain);
  return router;
}

const explain: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof z.ZodError) {
    const errors = error.issues.map((issue) => ({ field: issue.path.join("."), message: issue.message }));
    response.status(400).json({ message: "The request does not fit.", errors });
    return;
  }
  if (error instanceof ApiError) {
    response.status(error.status).json({ message: error.message });
    return;
  }
  next(error);
};
