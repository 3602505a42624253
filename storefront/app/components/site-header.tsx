import { Form, Link } from "react-router";
import { formatInstantUtc } from "./format";
import { Icon } from "./ui/icon";

type SiteHeaderProps = {
  sellerName: string;
  signedIn: boolean;
  cartCount: number;
  /** The demonstration clock's time, or null outside of a sandbox. */
  demonstrationClock: string | null;
};

const ENTRY = "flex min-h-11 items-center gap-2 rounded-lg px-2.5 font-medium hover:bg-sunken sm:px-3";

export function SiteHeader({ sellerName, signedIn, cartCount, demonstrationClock }: SiteHeaderProps) {
  return (
    <header className="no-print">
      {demonstrationClock !== null && (
        <p className="bg-info-wash px-4 py-1.5 text-center text-sm text-info">
          Demonstration: clock at <span className="figures">{formatInstantUtc(demonstrationClock)}</span>
        </p>
      )}
      <div className="border-b border-line bg-surface">
        <div className="mx-auto flex max-w-6xl items-center gap-1 px-4 py-2.5 sm:gap-2 sm:px-6">
          <Link to="/" className="mr-auto flex min-h-11 min-w-0 items-center gap-2.5 rounded-lg pr-2 font-semibold">
            <svg viewBox="0 0 32 32" className="size-8 shrink-0" aria-hidden="true" focusable="false">
              <rect width="32" height="32" rx="8" className="fill-accent" />
              <path
                d="M8 20.5h16M10 20.5v-7a3 3 0 0 1 3-3h6a3 3 0 0 1 3 3v7M11 20.5V24M21 20.5V24"
                className="fill-none stroke-on-accent stroke-[2.4]"
                strokeLinecap="round"
                strokeLinejoin="round"
              />
            </svg>
            <span className="truncate text-lg tracking-tight">{sellerName}</span>
          </Link>
          <nav aria-label="Main" className="flex items-center gap-0.5 sm:gap-1">
            <Link to="/" className={`${ENTRY} hidden md:flex`} prefetch="intent">
              Products
            </Link>
            <Link to={signedIn ? "/account" : "/sign-in"} className={ENTRY} prefetch="intent">
              <Icon name="person" />
              <span className="sr-only sm:not-sr-only">{signedIn ? "Account" : "Sign in"}</span>
            </Link>
            {signedIn && (
              <Form method="post" action="/sign-out" className="hidden sm:block">
                <button type="submit" className={`${ENTRY} cursor-pointer`}>
                  Sign out
                </button>
              </Form>
            )}
            <Link to="/cart" className={ENTRY} prefetch="intent">
              <Icon name="cart" />
              <span className="sr-only sm:not-sr-only">Cart</span>
              {cartCount > 0 && (
                <span className="figures grid h-6 min-w-6 place-items-center rounded-full bg-accent px-1.5 text-sm font-semibold text-on-accent">
                  {cartCount}
                  <span className="sr-only">{cartCount === 1 ? " item" : " items"}</span>
                </span>
              )}
            </Link>
          </nav>
        </div>
      </div>
    </header>
  );
}
