import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

/** The width of the page's content. */
export function Container({ children, narrow = false }: { children: ReactNode; narrow?: boolean }) {
  return <div className={`mx-auto w-full px-4 sm:px-6 ${narrow ? "max-w-3xl" : "max-w-6xl"}`}>{children}</div>;
}

type PageTitleProps = { title: string; children?: ReactNode; eyebrow?: ReactNode };

/** The page's only h1. It takes the focus after a change of page, so readers hear where they are. */
export function PageTitle({ title, children, eyebrow }: PageTitleProps) {
  return (
    <div className="grid gap-2">
      {eyebrow !== undefined && <div className="text-sm font-medium text-soft">{eyebrow}</div>}
      <h1 tabIndex={-1} className="text-2xl font-semibold sm:text-3xl">
        {title}
      </h1>
      {children !== undefined && <div className="max-w-2xl text-soft">{children}</div>}
    </div>
  );
}

type CardProps = { title?: string; children: ReactNode; action?: ReactNode; className?: string };

export function Card({ title, children, action, className = "" }: CardProps) {
  return (
    <section className={`card p-5 sm:p-6 ${className}`}>
      {title !== undefined && (
        <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <h2 className="text-lg font-semibold">{title}</h2>
          {action}
        </div>
      )}
      {children}
    </section>
  );
}

type Tone = "info" | "good" | "warn" | "bad";

const TONES: Record<Tone, { box: string; icon: IconName }> = {
  info: { box: "border-info/30 bg-info-wash text-info", icon: "info" },
  good: { box: "border-good/30 bg-good-wash text-good", icon: "check" },
  warn: { box: "border-warn/30 bg-warn-wash text-warn", icon: "warning" },
  bad: { box: "border-bad/30 bg-bad-wash text-bad", icon: "warning" },
};

type NoticeProps = { tone: Tone; title?: string; children?: ReactNode; live?: boolean };

/** A message in the page. `live` has it read out when it appears. */
export function Notice({ tone, title, children, live = false }: NoticeProps) {
  const { box, icon } = TONES[tone];
  return (
    <div
      className={`flex gap-3 rounded-xl border p-4 ${box}`}
      role={live ? (tone === "bad" ? "alert" : "status") : undefined}
    >
      <Icon name={icon} className="mt-0.5 size-5 shrink-0" />
      <div className="grid min-w-0 gap-1">
        {title !== undefined && <p className="font-semibold">{title}</p>}
        {children !== undefined && <div className="text-ink">{children}</div>}
      </div>
    </div>
  );
}

const BADGES: Record<Tone | "plain", string> = {
  plain: "bg-sunken text-soft",
  info: "bg-info-wash text-info",
  good: "bg-good-wash text-good",
  warn: "bg-warn-wash text-warn",
  bad: "bg-bad-wash text-bad",
};

export function Badge({ tone = "plain", children }: { tone?: Tone | "plain"; children: ReactNode }) {
  return (
    <span className={`inline-flex items-center rounded-full px-2.5 py-0.5 text-sm font-medium ${BADGES[tone]}`}>
      {children}
    </span>
  );
}

type EmptyProps = { icon: IconName; title: string; children: ReactNode; action?: ReactNode };

/** What a page shows when there is nothing to show yet. */
export function Empty({ icon, title, children, action }: EmptyProps) {
  return (
    <div className="card grid justify-items-center gap-3 px-6 py-14 text-center">
      <span className="grid size-12 place-items-center rounded-full bg-accent-wash text-accent">
        <Icon name={icon} className="size-6" />
      </span>
      <p className="text-lg font-semibold">{title}</p>
      <div className="max-w-md text-soft">{children}</div>
      {action !== undefined && <div className="mt-2">{action}</div>}
    </div>
  );
}

/** Names and values, one pair per line. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid gap-3">{children}</dl>;
}

export function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5">
      <dt className="text-soft">{name}</dt>
      <dd className="figures ml-auto text-right font-medium">{children}</dd>
    </div>
  );
}
