import type { ReactNode } from "react";
import { Container, PageTitle } from "../../components/ui/layout";
import { Progress } from "./progress";
import type { CheckoutStep } from "./steps";

type StepPageProps = { step: CheckoutStep; title: string; lead?: ReactNode; children: ReactNode; wide?: boolean };

/** The frame of one checkout step. */
export function StepPage({ step, title, lead, children, wide = false }: StepPageProps) {
  return (
    <Container>
      <div className="grid gap-8">
        <Progress current={step} />
        <div className={`grid gap-6 ${wide ? "" : "max-w-2xl"}`}>
          <PageTitle title={title}>{lead}</PageTitle>
          {children}
        </div>
      </div>
    </Container>
  );
}
