import express, { type Router } from "express";
import type { World } from "../state/world";
import { nextUrl, showCheckout, submitCheckout } from "./checkout";
import { boxPage } from "./layout";
import { overview } from "./overview";
import { showReceipt } from "./receipt";
import { answerThreeDSecure, showThreeDSecure } from "./three-d-secure";

/** The pages customers and people at the sandbox see. They work without JavaScript. */
export function pagesRouter(world: World): Router {
  const router = express.Router();
  const form = express.urlencoded({ extended: false, limit: "16kb" });
  router.get("/", (_request, response) => void response.type("html").send(overview(world)));
  router.get("/c/pay/:id", (request, response) => showCheckout(world, request, response));
  router.post("/c/pay/:id", form, (request, response) => submitCheckout(world, request, response));
  router.get("/c/pay/:id/return", (request, response) => {
    const session = world.state.sessions[request.params.id];
    response.redirect(303, session === undefined ? "/" : nextUrl(world, session));
  });
  router.get("/3ds/:id", (request, response) => showThreeDSecure(world, request, response));
  router.post("/3ds/:id", form, (request, response) => answerThreeDSecure(world, request, response));
  router.get("/receipts/:id", (request, response) => showReceipt(world, request, response));
  router.use((_request, response) => {
    response.status(404).type("html").send(boxPage("Not found", "<p>There is nothing at this address.</p>"));
  });
  return router;
}
