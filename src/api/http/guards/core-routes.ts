import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http";
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils";
import { z } from "zod";
import { settingsOf } from "../../../connections/settings";
import { clearOfChanges, reopenForCancel } from "../../../processes/provisioning/order/close-medusa-order";
import { withdrawOrder } from "../../../processes/provisioning/withdraw-order";
import { CART_KIND } from "../../../processes/purchase/carts/cart";
import { PAYMENT_PROVIDER } from "../../../processes/purchase/checkouts/payment-page";
import { readNamedObjects } from "../../../reads/named-objects";
import { answerError } from "../answer-error";
import { actorOf, customerIdOf, nowOf } from "../request-context";
import { CORE_FAMILIES, type CoreRequest, judge, type Verdict } from "./core-rules";
import { idsIn, segmentsOf } from "./named-ids";

const ordersSchema = z.array(z.looseObject({ customer_id: z.string().nullish() }));
const licenceCartBody = z.looseObject({ metadata: z.looseObject({ kind: z.literal(CART_KIND) }) });

/** What a Medusa that sells licences only writes in the store through Medusa's own routes. */
const STORE_WRITES: ReadonlySet<string> = new Set(["customers", "search"]);
/** What writes without naming what it writes: a file of products, a workflow by its name. */
const BLIND_WRITES: ReadonlySet<string> = new Set(["products/import", "products/imports", "workflows-executions"]);
/** Routes of the store that show somebody's purchases; the others show what is public. */
const SHOWS_PURCHASES: ReadonlySet<string> = new Set([
  ...["carts", "orders", "payment-collections", "returns", "shipping-options"],
]);
const READS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

const CANCEL_REFUSED = {
  being_changed: "This order is being changed at this moment, perhaps cancelled already. Look again in a minute.",
  under_way: "This order is being placed at Microsoft at this moment. Try again in a minute.",
  perhaps_ordered:
    "Microsoft was asked for this order and has not answered yet, so it may exist there. Try again when its task under " +
    "Licences, Provisioning, has gone on.",
  ordered:
    "Microsoft has this order, so cancelling it in Medusa would give money back for licences that run on. Licences are " +
    "given back at Microsoft within seven days; then make a credit note (Licences, Invoices).",
} as const;

/**
 * Medusa's own routes stay open for a host's own goods. What belongs to licences is written through them only where a
 * rule allows it (`core-rules.ts`): whatever is named by the path, the query or the body is looked up, so that no way of
 * writing an address leads around it.
 */
export function guardCoreRoutes(area: CoreRequest["area"]) {
  return async (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> => {
    const segments = segmentsOf(req.path);
    const request = { area, method: req.method, segments, body: req.body };
    if (!CORE_FAMILIES[area].has(segments[0]?.toLowerCase() ?? "")) {
      next();
      return;
    }
    try {
      await enforce(req, await verdictOn(req, request));
      next();
    } catch (error) {
      answerError(error, req, res, next);
    }
  };
}

async function verdictOn(req: MedusaRequest, request: CoreRequest): Promise<Verdict> {
  const { area, method, segments, body } = request;
  const isRead = READS.has(method);
  const family = segments[0]?.toLowerCase() ?? "";
  if (isRead && (area === "admin" || !SHOWS_PURCHASES.has(family))) {
    return { kind: "pass" };
  }
  const named = await readNamedObjects(req.scope, idsIn(segments, req.query, body));
  const verdict = judge(request, named, customerIdOf(req));
  if (verdict.kind !== "pass") {
    return verdict;
  }
  if (!isRead && claimsLicences(family, body)) {
    const message = "Carts and payments of licences are made by the shop's own checkout (/store/csp/carts) only.";
    return { kind: "refused", message };
  }
  if (!settingsOf(req.scope).protectCoreRoutes) {
    return verdict;
  }
  return licencesOnly(req, request, family, isRead);
}

/** What only our own checkout may write, said by somebody else about something that is not ours yet. */
function claimsLicences(family: string, body: unknown): boolean {
  const paysWithOurs = family === "payment-collections" && idsIn(body).includes(PAYMENT_PROVIDER);
  return paysWithOurs || ((family === "carts" || family === "draft-orders") && licenceCartBody.safeParse(body).success);
}

/** Where nothing but licences is sold, Medusa's routes for other goods would only be ways around. */
async function licencesOnly(
  req: MedusaRequest,
  { area, segments }: CoreRequest,
  family: string,
  isRead: boolean,
): Promise<Verdict> {
  if (area === "store" && family === "orders" && segments[1] !== undefined) {
    const message = `Order ${segments[1]} was not found.`;
    return isRead && (await isOwnOrder(req, segments[1])) ? { kind: "pass" } : { kind: "hidden", message };
  }
  if (area === "store" && !isRead && !STORE_WRITES.has(family)) {
    return { kind: "hidden", message: "This shop sells licences only; use /store/csp." };
  }
  const place = segments.slice(0, 2).join("/").toLowerCase();
  if (area === "admin" && !isRead && (BLIND_WRITES.has(place) || BLIND_WRITES.has(family))) {
    const message = "This would write without saying what, past the rules that keep licences and their money together.";
    return { kind: "refused", message };
  }
  return { kind: "pass" };
}

async function isOwnOrder(req: MedusaRequest, id: string): Promise<boolean> {
  const customerId = customerIdOf(req);
  const { data } = await req.scope
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: "order", fields: ["id", "customer_id"], filters: { id } });
  const [order] = ordersSchema.parse(data);
  return customerId !== null && order?.customer_id === customerId;
}

async function enforce(req: MedusaRequest, verdict: Verdict): Promise<void> {
  switch (verdict.kind) {
    case "pass":
      return;
    case "hidden":
      throw new MedusaError(MedusaError.Types.NOT_FOUND, verdict.message);
    case "refused":
      throw new MedusaError(MedusaError.Types.CONFLICT, verdict.message);
    case "cancel_order": {
      const outcome = await withdrawOrder(req.scope, {
        orderId: verdict.orderId,
        actor: actorOf(req as AuthenticatedMedusaRequest),
        now: nowOf(req.scope),
      });
      if (outcome !== "withdrawn" && outcome !== "nothing_ordered") {
        throw new MedusaError(MedusaError.Types.CONFLICT, CANCEL_REFUSED[outcome]);
      }
      if (!(await clearOfChanges(req.scope, verdict.orderId))) {
        throw new MedusaError(MedusaError.Types.CONFLICT, CANCEL_REFUSED.being_changed);
      }
      await reopenForCancel(req.scope, verdict.orderId);
    }
  }
}
