import type { IncomingMessage } from "node:http";
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from "express";
import { tokenRoutes } from "./auth/token-routes";
import { cartRoutes } from "./carts/routes";
import { priceSheetRoutes } from "./catalog/price-sheet-routes";
import { promotionRoutes } from "./catalog/promotion-routes";
import { catalogRoutes } from "./catalog/routes";
import { pageRouter } from "./control/page";
import { controlRouter } from "./control/routes";
import { addressRoutes } from "./customers/address-routes";
import { agreementRoutes } from "./customers/agreements";
import { attestationPage } from "./customers/attestation-page";
import { attestationRoutes } from "./customers/attestations";
import { qualificationRoutes } from "./customers/qualifications";
import { customerRoutes } from "./customers/routes";
import { ApiError } from "./errors";
import type { Route } from "./http/route";
import { send } from "./http/send";
import { serve, unreadableBody } from "./http/serve";
import { orderRoutes } from "./orders/routes";
import type { Settings } from "./settings";
import { subscriptionRoutes } from "./subscriptions/routes";
import { transitionRoutes } from "./subscriptions/transition-routes";
import { webhookRoutes } from "./webhooks/routes";
import type { World } from "./world";

const routes: Route[] = [
  ...tokenRoutes,
  ...webhookRoutes,
  ...addressRoutes,
  ...customerRoutes,
  ...agreementRoutes,
  ...attestationRoutes,
  ...qualificationRoutes,
  ...catalogRoutes,
  ...promotionRoutes,
  ...priceSheetRoutes,
  ...cartRoutes,
  ...orderRoutes,
  ...subscriptionRoutes,
  ...transitionRoutes,
];

const notFound = (request: Request, response: Response): void =>
  send(response, {
    status: 404,
    body: new ApiError(404, "1000", `Not found: ${request.method} ${request.path}`).body(),
  });

const onError: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const unreadable = error instanceof SyntaxError;
  send(
    response,
    unreadable ? unreadableBody : { status: 500, body: new ApiError(500, "800003", String(error)).body() },
  );
};

/** Some clients percent-encode the brackets and quotes of a price-sheet address. */
const plainPriceSheetPath: RequestHandler = (request, _response, next) => {
  const [path = "", query] = request.url.split("?");
  if (/^\/v1\.0\/sales\/pricesheets/i.test(path)) {
    request.url = `${decodeURIComponent(path)}${query === undefined ? "" : `?${query}`}`;
  }
  next();
};

/** Double slashes are taken for one, and the service's own links come with and without the version. */
const plainPath: RequestHandler = (request, _response, next) => {
  const [path = "", query] = request.url.split("?");
  const single = path.replaceAll(/\/{2,}/g, "/");
  const versioned = /^\/(customers|products|invoices|orders)(\/|$)/i.test(single) ? `/v1${single}` : single;
  request.url = `${versioned}${query === undefined ? "" : `?${query}`}`;
  next();
};

/** Calls whose page documents no body: whatever a client sends there is not looked at. */
const BODILESS = /\/(checkout|validationEvents)\/?(\?|$)/i;

/** The whole simulator as an express application: vendor routes, control routes and a page for people. */
export function createApp(world: World, initial: Settings): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", "simple");
  app.use(plainPath);
  const isJson = ({ headers }: IncomingMessage) => /\b(application|text)\/json\b/i.test(headers["content-type"] ?? "");
  const readsBody = (request: IncomingMessage) => isJson(request) && !BODILESS.test(request.url ?? "");
  app.use(express.json({ limit: "1mb", type: readsBody }));
  app.use(express.urlencoded({ extended: false }));
  app.use("/_sim", controlRouter(world, initial));
  app.use(pageRouter(world));
  app.use(attestationPage(world));
  app.use(plainPriceSheetPath);
  for (const route of routes) {
    app[route.method](route.path, serve(world, route));
  }
  app.use(notFound);
  app.use(onError);
  return app;
}
