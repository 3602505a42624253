import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import process from "node:process";
import * as build from "virtual:react-router/server-build";
import { createRequestHandler } from "@react-router/express";
import compression from "compression";
import express, { type Express } from "express";
import { RouterContextProvider } from "react-router";
import { nonceContext, referenceContext, visitorContext } from "../app/server/context.server";
import { createNonce } from "../app/server/csp.server";
import type { StorefrontEnvironment } from "../app/server/env.server";
import { answerHealth } from "./health";
import { limitRates } from "./rate-limits";
import { answerFailure, refuseUnreadable } from "./requests";
import { refuseForeignMutations, sendSecurityHeaders } from "./security";
import { readSettings } from "./settings";
import { stopServer } from "./stopping";

const CLIENT_FILES = new URL("../client/", import.meta.url).pathname;

/** The shop as one Express application: safety first, then files, then pages. */
export function createApp(settings: StorefrontEnvironment, options = { development: false }): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", settings.trustedProxyHops);
  app.get("/healthz", answerHealth(settings));
  app.use(compression());
  app.use((_request, response, next) => {
    response.locals.nonce = createNonce();
    response.locals.reference = randomBytes(6).toString("hex");
    next();
  });
  app.use(sendSecurityHeaders(settings, options));
  app.use(refuseUnreadable());
  if (!options.development) {
    app.use("/assets", express.static(`${CLIENT_FILES}assets`, { immutable: true, maxAge: "1y", redirect: false }));
    app.use(express.static(CLIENT_FILES, { maxAge: "1h", redirect: false, index: false }));
  }
  // Browsers ask for this address by themselves, e.g. for bookmarks.
  app.get("/favicon.ico", (_request, response) => response.redirect(301, "/favicon.svg"));
  app.use(refuseForeignMutations(settings));
  app.use(limitRates(settings));
  app.use(
    createRequestHandler({
      build,
      mode: options.development ? "development" : "production",
      getLoadContext(request, response) {
        const context = new RouterContextProvider();
        context.set(nonceContext, response.locals.nonce);
        context.set(referenceContext, response.locals.reference);
        context.set(visitorContext, { address: request.ip ?? "" });
        return context;
      },
    }),
  );
  app.use(answerFailure());
  return app;
}

/** Starts the built shop and stops it cleanly on SIGINT and SIGTERM. */
export async function start(): Promise<Server> {
  const settings = readSettings();
  const server = createApp(settings).listen(settings.port, () => {
    console.log(`Storefront on ${settings.shopOrigin}`);
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void stopServer(server).then(() => process.exit(0));
    });
  }
  return server;
}
