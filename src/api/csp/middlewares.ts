import type { MiddlewareRoute } from "@medusajs/framework/http";
import { onlyMonitoring } from "../http/guards/monitoring";
import { nameRequest } from "../http/request-id";

const OURS = ["/store/csp*", "/admin/csp*", "/hooks/csp*", "/csp*"];

/** What holds on all routes of ours, and who may read the figures. */
export const operationMiddlewares: MiddlewareRoute[] = [
  ...OURS.map((matcher) => ({ matcher, middlewares: [nameRequest] })),
  { matcher: "/csp/metrics", methods: ["GET"], middlewares: [onlyMonitoring] },
];
