import { createContext, type RouterContextProvider } from "react-router";
import { environment } from "./env.server";
import { createMedusaClient, type MedusaClient } from "./medusa.server";
import { openSession, type ShopSession } from "./session.server";

type Context = Readonly<RouterContextProvider>;

/** The nonce of the page's own scripts, made by the server layer. */
export const nonceContext = createContext<string>("");
/** Names the request in our logs and in the API's, and on the page that says that something failed. */
export const referenceContext = createContext<string>("");
/** The visitor's address, sent on where consent or an order is recorded. */
export const visitorContext = createContext<{ address: string }>({ address: "" });
const sessionContext = createContext<ShopSession>();
const apiContext = createContext<MedusaClient>();

type SessionMiddleware = (
  args: { request: Request; context: Context },
  next: () => Promise<Response>,
) => Promise<Response>;

/** Opens the session, hands an API client to the loaders, and sends the cookie back only when something changed. */
export const sessionMiddleware: SessionMiddleware = async ({ request, context }, next) => {
  const settings = environment();
  const session = openSession(request.headers.get("cookie"), {
    secrets: settings.sessionSecrets,
    secure: settings.shopOrigin.startsWith("https:"),
    nowMs: Date.now(),
  });
  context.set(sessionContext, session);
  context.set(
    apiContext,
    createMedusaClient({
      baseUrl: settings.medusaUrl,
      publishableKey: settings.medusaPublishableKey,
      token: () => session.data.token ?? null,
      visitorAddress: context.get(visitorContext).address,
      reference: context.get(referenceContext),
      signal: request.signal,
    }),
  );
  const response = await next();
  const cookie = session.commit();
  if (cookie !== null) {
    response.headers.append("Set-Cookie", cookie);
  }
  return response;
};

export function sessionOf(context: Context): ShopSession {
  return context.get(sessionContext);
}

export function referenceOf(context: Context): string {
  return context.get(referenceContext);
}

/** The API client of this request; it carries the visitor's token when there is one. */
export function apiOf(context: Context): MedusaClient {
  return context.get(apiContext);
}
