import "./styles/app.css";
import { type ReactNode, useEffect, useRef } from "react";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useMatches,
  useRouteLoaderData,
} from "react-router";
import type { Route } from "./+types/root";
import { ErrorPage, errorTitle } from "./components/error-page";
import { SiteFooter } from "./components/site-footer";
import { SiteHeader } from "./components/site-header";
import { lastKnownShop } from "./server/api/shop.server";
import { readClock } from "./server/clock.server";
import { apiOf, referenceOf, sessionMiddleware, sessionOf } from "./server/context.server";
import type { Failure } from "./server/errors.server";

export const middleware: Route.MiddlewareFunction[] = [sessionMiddleware];

export async function loader({ context }: Route.LoaderArgs) {
  const session = sessionOf(context).data;
  const [shop, clock] = await Promise.all([lastKnownShop(apiOf(context)), readClock()]);
  return {
    seller: shop?.seller ?? null,
    /** Names this request in our logs, should its page fail while it is made. */
    reference: referenceOf(context),
    customer: session.token === undefined ? null : { email: session.customer?.email ?? "" },
    cartCount: session.cartCount ?? 0,
    demonstrationClock: clock.demonstration ? clock.now.toISOString() : null,
  };
}

export const meta: Route.MetaFunction = ({ loaderData, error }) => [
  { title: error === undefined ? (loaderData?.seller?.name ?? "Shop") : errorTitle(statusOf(error)) },
];

export const links: Route.LinksFunction = () => [{ rel: "icon", href: "/favicon.svg", type: "image/svg+xml" }];

export function Layout({ children }: { children: ReactNode }) {
  const frame = useRouteLoaderData<typeof loader>("root");
  const refresh = useRefreshSeconds();
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {refresh !== null && (
          <noscript>
            <meta httpEquiv="refresh" content={String(refresh)} />
          </noscript>
        )}
        <Meta />
        <Links />
      </head>
      <body className="flex min-h-dvh flex-col">
        <a
          href="#content"
          className="button button-primary sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-20"
        >
          Skip to content
        </a>
        <SiteHeader
          sellerName={frame?.seller?.name ?? "Shop"}
          signedIn={Boolean(frame?.customer)}
          cartCount={frame?.cartCount ?? 0}
          demonstrationClock={frame?.demonstrationClock ?? null}
        />
        <main id="content" className="flex-1 py-8 sm:py-12">
          {children}
        </main>
        <SiteFooter seller={frame?.seller ?? null} />
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function App() {
  useFocusOnNewPage();
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  const frame = useRouteLoaderData<typeof loader>("root");
  const { message = null, reference = frame?.reference ?? null } = failureOf(error);
  return <ErrorPage status={statusOf(error)} message={message} reference={reference} seller={frame?.seller ?? null} />;
}

/** What a loader said about its failure; nothing where the page itself failed. */
function failureOf(error: unknown): Partial<Failure> {
  const known = isRouteErrorResponse(error) && typeof error.data === "object" ? (error.data as Partial<Failure>) : null;
  return known ?? {};
}

function statusOf(error: unknown): number {
  return isRouteErrorResponse(error) ? error.status : 500;
}

/** After a change of page the focus goes to its title, so that keyboard and screen reader start there. */
function useFocusOnNewPage() {
  const { pathname } = useLocation();
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current !== pathname) {
      last.current = pathname;
      document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
    }
  }, [pathname]);
}

/** A page that waits for something reloads itself where there is no JavaScript: its loader says how often. */
function useRefreshSeconds(): number | null {
  const matches = useMatches();
  for (const { loaderData } of matches) {
    if (typeof loaderData === "object" && loaderData !== null && "refreshSeconds" in loaderData) {
      return typeof loaderData.refreshSeconds === "number" ? loaderData.refreshSeconds : null;
    }
  }
  return null;
}
