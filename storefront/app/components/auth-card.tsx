import type { ReactNode } from "react";
import { Container, PageTitle } from "./ui/layout";

type AuthCardProps = { title: string; lead: string; children: ReactNode; footer: ReactNode };

/** The frame of the sign-in and sign-up pages. */
export function AuthCard({ title, lead, children, footer }: AuthCardProps) {
  return (
    <Container>
      <div className="mx-auto grid max-w-md gap-6">
        <PageTitle title={title}>{lead}</PageTitle>
        <div className="card p-5 sm:p-6">{children}</div>
        <p className="text-soft">{footer}</p>
      </div>
    </Container>
  );
}
