import { newId, randomText } from "../state/ids";
import type { WebhookEndpoint } from "../state/types";
import type { World } from "../state/world";

/** Registers an endpoint. The signing secret is told here and never again. */
export function createEndpoint(
  world: World,
  input: {
    url: string;
    enabledEvents: string[];
    apiVersion: string | null;
    description: string | null;
    metadata: Record<string, string>;
    secret?: string;
  },
): WebhookEndpoint & { secret: string } {
  const endpoint: WebhookEndpoint = {
    id: newId("we"),
    object: "webhook_endpoint",
    api_version: input.apiVersion,
    application: null,
    created: world.now(),
    description: input.description,
    enabled_events: input.enabledEvents,
    livemode: false,
    metadata: input.metadata,
    status: "enabled",
    url: input.url,
  };
  const secret = input.secret ?? `whsec_${randomText(32)}`;
  world.state.endpoints[endpoint.id] = endpoint;
  world.state.endpointSecrets[endpoint.id] = secret;
  return { ...endpoint, secret };
}
