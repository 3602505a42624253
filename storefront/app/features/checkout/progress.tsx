import { Link } from "react-router";
import { Icon } from "../../components/ui/icon";
import { CHECKOUT_STEPS, type CheckoutStep, stepLabel, stepPath } from "./steps";

/** Where one is in the purchase. Steps already done are links back to them. */
export function Progress({ current }: { current: CheckoutStep }) {
  const at = CHECKOUT_STEPS.indexOf(current);
  return (
    <nav aria-label="Checkout">
      <div className="grid gap-2.5 sm:hidden">
        <p className="font-medium text-soft">
          Step {at + 1} of {CHECKOUT_STEPS.length}: <span className="text-ink">{stepLabel(current)}</span>
        </p>
        <ol className="grid grid-cols-6 gap-1.5">
          {CHECKOUT_STEPS.map((step, index) => (
            <li key={step}>
              <Bar step={step} reached={index <= at} link={isLink(step, index < at)} />
            </li>
          ))}
        </ol>
      </div>
      <ol className="hidden flex-wrap items-center gap-x-2 gap-y-2 sm:flex">
        {CHECKOUT_STEPS.map((step, index) => (
          <li key={step} className="flex items-center gap-2">
            {index > 0 && <span aria-hidden="true" className="h-px w-4 bg-line lg:w-7" />}
            <Step step={step} state={index < at ? "done" : index === at ? "current" : "ahead"} number={index + 1} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** There is nothing to change on the account step once one is signed in. */
const isLink = (step: CheckoutStep, done: boolean): boolean => done && step !== "account";

/** A step where there is no room for its name; high enough to be touched. */
function Bar({ step, reached, link }: { step: CheckoutStep; reached: boolean; link: boolean }) {
  const bar = <span className={`block h-1.5 rounded-full ${reached ? "bg-accent" : "bg-line"}`} />;
  return link ? (
    <Link to={stepPath(step)} className="block py-3" aria-label={`Back to: ${stepLabel(step)}`}>
      {bar}
    </Link>
  ) : (
    <span className="block py-3">{bar}</span>
  );
}

type StepProps = { step: CheckoutStep; state: "done" | "current" | "ahead"; number: number };

function Step({ step, state, number }: StepProps) {
  const marks = {
    done: "bg-accent-wash text-accent",
    current: "bg-accent text-on-accent",
    ahead: "bg-sunken text-soft",
  };
  const content = (
    <>
      <span className={`figures grid size-6 place-items-center rounded-full text-sm font-semibold ${marks[state]}`}>
        {state === "done" ? <Icon name="check" className="size-4" /> : number}
      </span>
      <span className={state === "current" ? "font-semibold" : "text-soft"}>{stepLabel(step)}</span>
    </>
  );
  if (isLink(step, state === "done")) {
    return (
      <Link to={stepPath(step)} className="flex items-center gap-2 rounded-md py-1 hover:underline">
        {content}
      </Link>
    );
  }
  return (
    <span className="flex items-center gap-2 py-1" aria-current={state === "current" ? "step" : undefined}>
      {content}
    </span>
  );
}
