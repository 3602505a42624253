import type { ReactNode } from "react";
import { Link } from "react-router-dom";

/** A small link to another page of the admin, dark enough to be read on white. */
export function PageLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className="txt-small text-ui-fg-interactive-hover inline-block">
      {children}
    </Link>
  );
}
