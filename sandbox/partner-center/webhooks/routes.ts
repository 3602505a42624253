import { z } from "zod";
import { ApiError, invalidProperty } from "../errors";
import { parseBody } from "../http/parse";
import type { Call, Reply, Route } from "../http/route";
import { param } from "../http/route";
import { newGuid } from "../identifiers";
import type { WebhookRegistration } from "../state";
import type { World } from "../world";
import { announceTest } from "./announce";
import { signingIdentity } from "./deliver";
import { certificateFile } from "./signing-identity";

const events = [
  "subscription-updated",
  "subscription-active",
  "test-created",
  "usagerecords-thresholdExceeded",
  "azure-fraud-event-detected",
  "invoice-ready",
  "new-commerce-migration-created",
  "new-commerce-migration-completed",
  "new-commerce-migration-failed",
  "new-commerce-migration-schedule-failed",
  "referral-created",
  "referral-updated",
  "related-referral-created",
  "related-referral-updated",
  "reseller-relationship-accepted-by-customer",
  "indirect-reseller-relationship-accepted-by-customer",
  "dap-admin-relationship-approved",
  "dap-admin-relationship-terminated",
  "dap-admin-relationship-terminated-by-microsoft",
  "granular-admin-relationship-approved",
  "granular-admin-relationship-activated",
  "granular-admin-relationship-expired",
  "granular-admin-relationship-terminated",
  "granular-admin-access-assignment-created",
  "granular-admin-access-assignment-activated",
  "granular-admin-access-assignment-updated",
  "granular-admin-access-assignment-deleted",
];

const registrationSchema = z.object({
  webhookUrl: z.url("must be an address"),
  webhookEvents: z.array(z.enum(events)).min(1),
  signatureTokenToMsSignatureHeader: z.boolean().default(false),
});

const notRegistered = () => new ApiError(404, "1000", "Not found: no webhook is registered.");

function registrationOf(world: World): WebhookRegistration {
  if (!world.state.registration) {
    throw notRegistered();
  }
  return world.state.registration;
}

function write(world: World, call: Call, subscriberId: string): Reply {
  const input = parseBody(registrationSchema, call.body, invalidProperty);
  world.state.registration = {
    subscriberId,
    webhookUrl: input.webhookUrl,
    webhookEvents: input.webhookEvents,
    msSignatureHeader: input.signatureTokenToMsSignatureHeader,
  };
  return {
    status: 200,
    body: { SubscriberId: subscriberId, WebhookUrl: input.webhookUrl, WebhookEvents: input.webhookEvents },
  };
}

function register(world: World, call: Call): Reply {
  if (world.state.registration) {
    throw new ApiError(409, "3000", "A webhook is registered already; change it with PUT.");
  }
  return write(world, call, newGuid());
}

const eventsPerMinute = 2;

function sendTest(world: World, call: Call): Reply {
  registrationOf(world);
  const recent = world.state.validationEventTimes.filter((at) => call.now.getTime() - Date.parse(at) < 60_000);
  if (recent.length >= eventsPerMinute) {
    const body = { statusCode: 429, message: "Rate limit is exceeded. Try again in 60 seconds." };
    return { status: 429, headers: { "Retry-After": "60" }, body };
  }
  world.state.validationEventTimes = [...recent, call.now.toISOString()];
  const correlationId = newGuid();
  announceTest(world, correlationId, call.now);
  return { status: 200, body: { correlationId } };
}

function testResult(world: World, call: Call): Reply {
  const correlationId = param(call, "correlationId");
  const deliveries = world.state.deliveries.filter((one) => one.validationId === correlationId);
  const [delivery] = deliveries;
  if (!delivery) {
    throw notRegistered();
  }
  const words = { waiting: "pending", held: "pending", delivered: "completed", failed: "failed", dropped: "failed" };
  return {
    status: 200,
    body: {
      correlationId,
      partnerId: world.credentials.tenantId,
      status: words[delivery.state],
      callbackUrl: delivery.url,
      results: deliveries.flatMap((one) => one.results),
    },
  };
}

const path = "/webhooks/v1/registration";

export const webhookRoutes: Route[] = [
  {
    method: "get",
    path,
    access: "any",
    handle: (world) => {
      const { webhookUrl, webhookEvents } = registrationOf(world);
      return { status: 200, body: { WebhookUrl: webhookUrl, WebhookEvents: webhookEvents } };
    },
  },
  { method: "post", path, access: "any", handle: register },
  {
    method: "put",
    path,
    access: "any",
    handle: (world, call) => write(world, call, registrationOf(world).subscriberId),
  },
  { method: "get", path: `${path}/events`, access: "any", handle: () => ({ status: 200, body: events }) },
  { method: "post", path: `${path}/validationEvents`, access: "any", handle: sendTest },
  { method: "get", path: `${path}/validationEvents/:correlationId`, access: "any", handle: testResult },
  {
    method: "get",
    path: "/cert/root.cer",
    access: "none",
    handle: (world) => ({
      status: 200,
      bytes: certificateFile(signingIdentity(world).rootCertificate),
      contentType: "application/pkix-cert",
    }),
  },
  {
    method: "get",
    path: "/cert/pcnotifications-dispatch.cer",
    access: "none",
    handle: (world) => ({
      status: 200,
      bytes: certificateFile(signingIdentity(world).certificate),
      contentType: "application/pkix-cert",
    }),
  },
];
