import { data, type RouterContextProvider, redirect } from "react-router";
import { CHECKOUT_STEPS, type CheckoutStep, stepPath } from "../features/checkout/steps";
import { type Cart, readCart, readOwnCart } from "./api/carts.server";
import { type Company, readCompany } from "./api/company.server";
import { apiOf, referenceOf, sessionOf } from "./context.server";
import { logFailure, toResponse, UNREACHABLE } from "./errors.server";
import { explain } from "./forms.server";
import { ApiError, type MedusaClient } from "./medusa.server";
import type { ShopSession } from "./session.server";

type Context = Readonly<RouterContextProvider>;
type RequestArgs = { context: Context; url: URL };

/** What a checkout has gathered so far. */
export type CheckoutProgress = Readonly<{
  hasLines: boolean;
  signedIn: boolean;
  company: (Pick<Company, "tenant"> & { agreement: Pick<Company["agreement"], "is_ready"> }) | null;
}>;

/** The first step that is not yet done; `review` when all before it are. */
export function firstMissingStep(progress: CheckoutProgress): CheckoutStep {
  if (!progress.hasLines) {
    return "cart";
  }
  if (!progress.signedIn) {
    return "account";
  }
  if (progress.company === null) {
    return "company";
  }
  if (progress.company.tenant === null) {
    return "tenant";
  }
  return progress.company.agreement.is_ready ? "review" : "agreement";
}

/** Whether a step may be opened: everything before it is done. */
export function isReachable(step: CheckoutStep, progress: CheckoutProgress): boolean {
  return CHECKOUT_STEPS.indexOf(step) <= CHECKOUT_STEPS.indexOf(firstMissingStep(progress));
}

/**
 * Runs a loader's or action's calls and answers failures as pages: sign-in, not found, not reachable.
 * Every loader and action that talks to the API goes through here.
 */
export async function guarded<T>(
  { context, url }: RequestArgs,
  run: (api: MedusaClient, session: ShopSession) => Promise<T>,
): Promise<T> {
  const session = sessionOf(context);
  try {
    return await run(apiOf(context), session);
  } catch (error) {
    const here = `${url.pathname}${url.search}`;
    throw toResponse(error, { session, here, reference: referenceOf(context) });
  }
}

/** What a route without a page answers: what was asked for, or in words why not. */
export type Resource<T> = Readonly<{ value: T; problem: null } | { value: null; problem: string }>;

/**
 * Runs the calls of a route that a page asks while somebody types. It never throws: an error would replace the page, and
 * with it everything that was typed.
 */
export async function guardedResource<T>(
  context: Context,
  run: (api: MedusaClient, session: ShopSession) => Promise<T>,
): Promise<Resource<T>> {
  try {
    return { value: await run(apiOf(context), sessionOf(context)), problem: null };
  } catch (error) {
    if (!(error instanceof ApiError)) {
      logFailure(referenceOf(context), error);
      return { value: null, problem: UNREACHABLE };
    }
    const ended = "You are not signed in any more. Sign in again in another tab, then go on here.";
    return { value: null, problem: error.status === 401 ? ended : explain(error) };
  }
}

/** As `guarded`, for signed-in customers only; others are sent to the sign-in page and come back afterwards. */
export async function guardedCustomer<T>(
  args: RequestArgs,
  run: (api: MedusaClient, session: ShopSession) => Promise<T>,
): Promise<T> {
  if (sessionOf(args.context).data.token === undefined) {
    throw redirect(`/sign-in?redirectTo=${encodeURIComponent(`${args.url.pathname}${args.url.search}`)}`);
  }
  return guarded(args, run);
}

export type CheckoutState = Readonly<{ cart: Cart; company: Company | null }>;

/** Opens a checkout step with what it needs, or sends the customer to the first step that is still missing. */
export async function guardedStep<T>(
  args: RequestArgs,
  step: CheckoutStep,
  run: (state: CheckoutState, api: MedusaClient, session: ShopSession) => Promise<T>,
): Promise<T> {
  return guarded(args, async (api, session) => {
    const signedIn = session.data.token !== undefined;
    const [cart, company] = await Promise.all([
      readCurrentCart(api, session),
      signedIn ? readCompany(api) : Promise.resolve(null),
    ]);
    const progress = { hasLines: cart !== null && cart.lines.length > 0, signedIn, company };
    if (cart === null || !isReachable(step, progress)) {
      throw redirect(stepPath(firstMissingStep(progress)));
    }
    return run({ cart, company }, api, session);
  });
}

/** Takes up the signed-in customer's cart of any device, with what was gathered here before; null when there is none. */
export async function takeUpCart(api: MedusaClient, session: ShopSession): Promise<Cart | null> {
  const cart = await readOwnCart(api, session.data.cartId);
  session.update({ cartId: cart?.id, cartCount: cart?.lines.length });
  return cart;
}

/** The visitor's cart, or null. A cart that the API no longer knows is forgotten. */
export async function readCurrentCart(api: MedusaClient, session: ShopSession): Promise<Cart | null> {
  const { cartId, token } = session.data;
  if (cartId === undefined) {
    return token === undefined ? null : takeUpCart(api, session);
  }
  try {
    const cart = await readCart(api, cartId);
    session.update({ cartCount: cart.lines.length });
    return cart;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      session.update({ cartId: undefined, cartCount: undefined });
      return null;
    }
    throw error;
  }
}

/** The answer for a page that does not exist. */
export function notFound() {
  return data({ message: "not found" }, { status: 404 });
}
