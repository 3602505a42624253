import { invalidParameter } from "../http/api-error";
import { changeMetadata, created, metadata, paging } from "../http/common-fields";
import { flag, list, oneOf, required, text, word } from "../http/fields";
import { createdWithin, pageOf } from "../http/lists";
import { operation } from "../http/operation";
import { ACCEPTED_VERSIONS } from "../http/version";
import { createEndpoint } from "../objects/webhook-endpoint";
import type { World } from "../state/world";

const KEPT_SECONDS = 30 * 86_400;

const delivered = (world: World, eventId: string): boolean =>
  Object.values(world.state.deliveries).every((one) => one.eventId !== eventId || one.state === "delivered");

function checkUrl(url: string): string {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw invalidParameter("url", "Invalid URL: An explicit scheme (such as https) must be provided.", "url_invalid");
  }
  return url;
}

export const eventOperations = [
  operation({
    method: "GET",
    path: "/events",
    shape: { ...paging, created, delivery_success: flag(), type: word(), types: list(word(), 20) },
    returns: "event",
    list: true,
    run(world, { created: within, delivery_success: success, type, types, ...page }) {
      const oldest = world.now() - KEPT_SECONDS;
      const found = Object.values(world.state.events).filter(
        (one) =>
          one.created >= oldest &&
          createdWithin(one.created, within) &&
          (success === undefined || delivered(world, one.id) === success) &&
          (type === undefined ||
            one.type === type ||
            (type.endsWith(".*") && one.type.startsWith(type.slice(0, -1)))) &&
          (types === undefined || types.includes(one.type)),
      );
      return pageOf(found, "/v1/events", page);
    },
  }),
  operation({
    method: "GET",
    path: "/events/:id",
    shape: {},
    returns: "event",
    run: (world, _params, { id = "" }) => world.find(world.state.events, "event", id),
  }),
];

export const endpointOperations = [
  operation({
    method: "POST",
    path: "/webhook_endpoints",
    shape: {
      url: required(word()),
      enabled_events: required(list(word(), 500)),
      api_version: oneOf(...ACCEPTED_VERSIONS),
      description: text(),
      metadata,
    },
    notSimulated: ["connect"],
    returns: "webhook_endpoint",
    run(world, params) {
      return createEndpoint(world, {
        url: checkUrl(params.url),
        enabledEvents: params.enabled_events,
        apiVersion: params.api_version ?? null,
        description: params.description ?? null,
        metadata: changeMetadata({}, params.metadata),
      });
    },
  }),
  operation({
    method: "GET",
    path: "/webhook_endpoints",
    shape: paging,
    returns: "webhook_endpoint",
    list: true,
    run: (world, page) => pageOf(Object.values(world.state.endpoints), "/v1/webhook_endpoints", page),
  }),
  operation({
    method: "GET",
    path: "/webhook_endpoints/:id",
    shape: {},
    returns: "webhook_endpoint",
    run: (world, _params, { id = "" }) => world.find(world.state.endpoints, "webhook endpoint", id),
  }),
  operation({
    method: "POST",
    path: "/webhook_endpoints/:id",
    shape: { url: word(), enabled_events: list(word(), 500), disabled: flag(), description: text(), metadata },
    returns: "webhook_endpoint",
    run(world, params, { id = "" }) {
      const endpoint = world.find(world.state.endpoints, "webhook endpoint", id);
      if (params.url !== undefined) endpoint.url = checkUrl(params.url);
      if (params.enabled_events !== undefined) endpoint.enabled_events = params.enabled_events;
      if (params.disabled !== undefined) endpoint.status = params.disabled ? "disabled" : "enabled";
      if (params.description !== undefined) endpoint.description = params.description;
      endpoint.metadata = changeMetadata(endpoint.metadata, params.metadata);
      return endpoint;
    },
  }),
  operation({
    method: "DELETE",
    path: "/webhook_endpoints/:id",
    shape: {},
    returns: "webhook_endpoint",
    run(world, _params, { id = "" }) {
      world.find(world.state.endpoints, "webhook endpoint", id);
      delete world.state.endpoints[id];
      delete world.state.endpointSecrets[id];
      return { id, object: "webhook_endpoint", deleted: true };
    },
  }),
];
