import { Icon, type IconName } from "../../components/ui/icon";
import { Instant } from "../../components/ui/values";
import type { Checkout } from "../../server/api/checkouts.server";
import { stepName, stepWords } from "./order-state";

type Step = Checkout["steps"][number];

const STATES: Record<Step["state"], { icon: IconName | null; mark: string; look: string }> = {
  done: { icon: "check", mark: "bg-good-wash text-good", look: "" },
  doing: { icon: "spinner", mark: "bg-info-wash text-info", look: "font-semibold" },
  todo: { icon: null, mark: "border-2 border-line", look: "text-soft" },
  failed: { icon: "cross", mark: "bg-bad-wash text-bad", look: "font-semibold" },
};

/** How far an order is, step by step, as the API reports it. */
export function OrderSteps({ steps }: { steps: readonly Step[] }) {
  const words = stepWords(steps);
  return (
    <ol className="grid gap-4">
      {steps.map((step, index) => {
        const { icon, mark, look } = STATES[step.state];
        return (
          <li key={step.key} className="flex items-start gap-3.5">
            <span className={`grid size-8 shrink-0 place-items-center rounded-full ${mark}`}>
              {icon !== null && <Icon name={icon} className={`size-4.5 ${step.state === "doing" ? "spin" : ""}`} />}
            </span>
            <span className="grid gap-0.5 pt-0.5">
              <span className={look}>
                {stepName(step)}
                <span className="sr-only">: {words[index]}</span>
              </span>
              {step.at && (
                <span className="text-sm text-soft">
                  <Instant at={step.at} />
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
