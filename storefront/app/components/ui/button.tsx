import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Link } from "react-router";
import { Icon } from "./icon";

type Look = "primary" | "quiet" | "plain";

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { look?: Look; busy?: boolean };

/** A button. While busy it stays focusable and says so, and a second press does nothing. */
export function Button({ look = "primary", busy = false, className = "", children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="submit"
      {...rest}
      className={`button button-${look} ${className}`}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy) {
          event.preventDefault();
        }
        onClick?.(event);
      }}
    >
      {busy && <Icon name="spinner" className="spin size-4" />}
      {children}
    </button>
  );
}

type ButtonLinkProps = { to: string; look?: Look; className?: string; children: ReactNode; download?: boolean };

/** A link that looks like a button. Downloads bypass the router. */
export function ButtonLink({ to, look = "primary", className = "", children, download = false }: ButtonLinkProps) {
  return (
    <Link
      to={to}
      className={`button button-${look} ${className}`}
      reloadDocument={download || undefined}
      prefetch={download ? "none" : "intent"}
    >
      {children}
    </Link>
  );
}
