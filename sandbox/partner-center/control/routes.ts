import type { Request, RequestHandler, Response } from "express";
import { Router } from "express";
import { z } from "zod";
import { settle } from "../agenda";
import { faultSchema } from "../faults/fault";
import { type Settings, settingsPatchSchema } from "../settings";
import { signingIdentity } from "../webhooks/deliver";
import type { World } from "../world";
import {
  acceptAttestation,
  acceptRelationship,
  addFault,
  backfillExtendedServiceTerms,
  changeCustomer,
  changeSubscriptionByHand,
  clearFaults,
  configure,
  reset,
} from "./actions";

/** Browsers post forms from the page and want to come back to it; programs get JSON. */
function finish(request: Request, response: Response, body: unknown): void {
  if (request.is("application/x-www-form-urlencoded")) {
    response.redirect(303, "/");
  } else {
    response.json(body);
  }
}

/** Turns a validation error into a 400 that names the field. */
const guarded =
  (action: (request: Request, response: Response) => void): RequestHandler =>
  (request, response, next) => {
    try {
      action(request, response);
    } catch (error) {
      if (!(error instanceof z.ZodError)) {
        next(error);
        return;
      }
      const issue = error.issues[0];
      response.status(400).json({ error: `${issue?.path.join(".") || "body"}: ${issue?.message}` });
    }
  };

/** A form sends every value as text and leaves out an unchecked box. */
function typed(body: unknown): unknown {
  if (body === null || typeof body !== "object") {
    return body;
  }
  const convert = (value: unknown) => {
    if (value === "true" || value === "false") {
      return value === "true";
    }
    return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  };
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, key === "code" ? value : convert(value)]));
}

const relationshipSchema = z.object({
  domain: z.string().regex(/^[^\s.]+(\.[^\s.]+)+$/, "must be a full domain name"),
  companyName: z.string().optional(),
});

const customerSchema = z.strictObject({
  directSigned: z.boolean().optional(),
  agreedOn: z.iso.date().optional(),
  accountStatus: z.string().nullable().optional(),
  qualification: z
    .strictObject({ name: z.string(), vettingStatus: z.enum(["Approved", "InReview", "Denied"]) })
    .optional(),
});

const subscriptionSchema = z.strictObject({
  quantity: z.number().int().min(1).optional(),
  status: z.enum(["active", "suspended", "deleted"]).optional(),
  autoRenewEnabled: z.boolean().optional(),
  cancelAtTermEnd: z.boolean().optional(),
  suspensionReasons: z.array(z.string().min(1)).min(1).optional(),
});

const isForm = (request: Request) => Boolean(request.is("application/x-www-form-urlencoded"));
const bodyOf = (request: Request): unknown => (isForm(request) ? typed(request.body) : (request.body ?? {}));

function dump(world: World): unknown {
  const { signing: _signing, accessTokens: _tokens, refreshTokens: _refresh, replays: _replays, ...rest } = world.state;
  return { now: world.clock.now().toISOString(), ...rest };
}

function recorded(world: World, request: Request) {
  const { method, path, since } = request.query;
  return world.requests.filter(
    (entry) =>
      (typeof method !== "string" || entry.method === method.toUpperCase()) &&
      (typeof path !== "string" || new RegExp(path, "i").test(entry.path)) &&
      (typeof since !== "string" || entry.at >= since),
  );
}

/** `/_sim/*`: how tests and the page steer the simulator. None of it exists at the real vendor. */
export function controlRouter(world: World, initial: Settings): Router {
  const router = Router();
  router.use((_request, _response, next) => {
    settle(world);
    next();
  });
  router.get("/state", (_request, response) => void response.json(dump(world)));
  router.post("/reset", (request, response) => {
    reset(world, initial);
    finish(request, response, { reset: true });
  });
  router.get("/faults", (_request, response) => void response.json({ faults: world.state.faults }));
  router.post(
    "/faults",
    guarded((request, response) => {
      const fault = addFault(world, faultSchema.parse(bodyOf(request)));
      finish(request, response.status(201), { fault });
    }),
  );
  const clear: RequestHandler = (request, response) => {
    clearFaults(world);
    finish(request, response, { faults: [] });
  };
  router.delete("/faults", clear);
  router.post("/faults/clear", clear);
  router.get("/settings", (_request, response) => void response.json({ settings: world.state.settings }));
  router.patch(
    "/settings",
    guarded((request, response) => {
      response.json({ settings: configure(world, settingsPatchSchema.parse(request.body ?? {})) });
    }),
  );
  router.post(
    "/settings",
    guarded((request, response) => {
      finish(request, response, { settings: configure(world, settingsPatchSchema.parse(bodyOf(request))) });
    }),
  );
  router.post(
    "/webhooks",
    guarded((request, response) => {
      finish(request, response, {
        settings: configure(world, settingsPatchSchema.parse({ webhooks: bodyOf(request) })),
      });
    }),
  );
  router.get("/webhook-root.pem", (_request, response) => {
    response.type("application/x-pem-file").send(signingIdentity(world).rootCertificate);
  });
  router.get("/deliveries", (_request, response) => void response.json({ deliveries: world.state.deliveries }));
  router.post(
    "/relationships",
    guarded((request, response) => {
      const { domain, companyName } = relationshipSchema.parse(request.body ?? {});
      finish(request, response, { customer: acceptRelationship(world, domain, companyName) });
    }),
  );
  const ofCustomer = guarded((request, response) => {
    const customer = world.state.customers[request.params.id ?? ""];
    if (!customer) {
      response.status(404).json({ error: "There is no such customer." });
      return;
    }
    changeCustomer(world, customer, customerSchema.parse(bodyOf(request)));
    finish(request, response, { customer });
  });
  router.patch("/customers/:id", ofCustomer);
  router.post("/customers/:id", ofCustomer);
  router.post("/attestations/:id/accept", (request, response) => {
    const attestation = world.state.attestations[request.params.id ?? ""];
    if (!attestation) {
      response.status(404).json({ error: "There is no such attestation." });
      return;
    }
    acceptAttestation(world, attestation);
    finish(request, response, { attestation });
  });
  router.patch(
    "/subscriptions/:id",
    guarded((request, response) => {
      const subscription = world.state.subscriptions[request.params.id ?? ""];
      if (!subscription) {
        response.status(404).json({ error: "There is no such subscription." });
        return;
      }
      changeSubscriptionByHand(world, subscription, subscriptionSchema.parse(request.body ?? {}));
      response.json({ subscription });
    }),
  );
  router.post("/backfill", (request, response) => {
    finish(request, response, { subscriptions: backfillExtendedServiceTerms(world) });
  });
  router.get("/requests", (request, response) => {
    const requests = recorded(world, request);
    response.json({ count: requests.length, requests });
  });
  router.delete("/requests", (_request, response) => {
    world.requests.length = 0;
    response.json({ count: 0 });
  });
  return router;
}
