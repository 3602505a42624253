import { Container } from "@medusajs/ui";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { LoadingRows } from "./loading-rows";
import { Problem } from "./problem";
import { SectionHeader } from "./section-header";
import { useSlow } from "./use-slow";

type Props<Known> = {
  /** Null: the page is about something that Seatline does not know. */
  read: UseQueryResult<Known | null>;
  title: string;
  /** Said when it could not be read. */
  problem: string;
  children: (known: Known) => ReactNode;
};

/**
 * Seatline's part of one of Medusa's own pages. There is none on pages of a host's own goods: nothing is drawn until it
 * is known whose page it is, unless that takes long.
 */
export function HostPanel<Known>({ read, title, problem, children }: Props<Known>) {
  const isSlow = useSlow(read.isPending);
  if (read.isSuccess) {
    return read.data === null ? null : <Panel title={title}>{children(read.data)}</Panel>;
  }
  if (read.isPending && !isSlow) {
    return null;
  }
  return (
    <Panel title={title}>
      <SectionHeader level="h2" title={title} />
      {read.isError ? <Problem title={problem} error={read.error} onRetry={() => read.refetch()} /> : <LoadingRows />}
    </Panel>
  );
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Container className="divide-y p-0">{children}</Container>
    </section>
  );
}
