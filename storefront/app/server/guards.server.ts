import { data, type RouterContextProvider, redirect } from "react-router";
import { CHECKOUT_STEPS, type CheckoutStep, stepPath } from "../features/checkout/steps";
import { type Cart, readCart } from "./api/carts.server";
import { type Company, readCompany } from "./api/company.server";
import { apiOf, sessionOf } from "./context.server";
import { toResponse } from "./errors.server";
import { ApiError, type MedusaClient } from "./medusa.server";
import type { ShopSession } from "./session.server";

type Context = Readonly<RouterContextProvider>;
type RequestArgs = { context: Context; url: URL };

/** What a checkout has gathered so far. */
export type CheckoutProgress = Readonly<{
  hasLines: boolean;
  signedIn: boolean;
  company: Pick<Company, "tenant" | "agreement"> | null;
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
  return progress.company.agreement === null ? "agreement" : "review";
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
    throw toResponse(error, session, `${url.pathname}${url.search}`);
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

/** The visitor's cart, or null. A cart that the API no longer knows is forgotten. */
export async function readCurrentCart(api: MedusaClient, session: ShopSession): Promise<Cart | null> {
  const { cartId } = session.data;
  if (cartId === undefined) {
    return null;
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
