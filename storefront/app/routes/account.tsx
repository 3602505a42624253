import { Form, NavLink, Outlet } from "react-router";
import { Button } from "../components/ui/button";
import { Container } from "../components/ui/layout";
import { guardedCustomer } from "../server/guards.server";
import type { Route } from "./+types/account";

export async function loader({ context, url }: Route.LoaderArgs) {
  return guardedCustomer({ context, url }, async (_api, session) => ({ email: session.data.customer?.email ?? "" }));
}

const ENTRIES = [
  { to: "/account", label: "Overview", end: true },
  { to: "/account/subscriptions", label: "Subscriptions", end: false },
  { to: "/account/renewals", label: "Renewals", end: false },
  { to: "/account/invoices", label: "Invoices", end: false },
  { to: "/account/statement", label: "Statement", end: false },
  { to: "/account/company", label: "Company", end: false },
];

export default function AccountLayout({ loaderData }: Route.ComponentProps) {
  return (
    <Container>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[12rem_minmax(0,1fr)] lg:gap-10">
        <div className="no-print grid content-start gap-5">
          <nav aria-label="Account" className="-mx-2.5 sm:mx-0">
            <ul className="flex flex-wrap sm:gap-1 lg:grid">
              {ENTRIES.map(({ to, label, end }) => (
                <li key={to}>
                  <NavLink
                    to={to}
                    end={end}
                    prefetch="intent"
                    className={({ isActive }) =>
                      `flex min-h-11 items-center rounded-lg px-2.5 text-[0.9375rem] font-medium whitespace-nowrap sm:px-3.5 sm:text-base ${
                        isActive ? "bg-accent-wash text-accent" : "hover:bg-sunken"
                      }`
                    }
                  >
                    {label}
                  </NavLink>
                </li>
              ))}
            </ul>
          </nav>
          <div className="hidden gap-1 border-t border-line px-3.5 pt-4 text-sm text-soft lg:grid">
            <p className="truncate" title={loaderData.email}>
              {loaderData.email}
            </p>
          </div>
        </div>
        <div className="min-w-0">
          <Outlet />
          <Form method="post" action="/sign-out" className="mt-10 sm:hidden">
            <Button look="quiet" className="w-full">
              Sign out
            </Button>
          </Form>
        </div>
      </div>
    </Container>
  );
}
