import { Form, Link, useNavigation } from "react-router";
import { isZero } from "../../components/money-sign";
import { Button } from "../../components/ui/button";
import { Icon, type IconName } from "../../components/ui/icon";
import { Fact, Facts, Notice } from "../../components/ui/layout";
import { Instant, Money } from "../../components/ui/values";
import type { Change } from "../../server/api/changes.server";
import { PAY, WITHDRAW } from "./fields";
import { askedBy, changeTitle, stateWords } from "./words";

const LOOKS: Record<"info" | "good" | "warn" | "bad", { mark: string; icon: IconName }> = {
  info: { mark: "bg-info-wash text-info", icon: "spinner" },
  good: { mark: "bg-good-wash text-good", icon: "check" },
  warn: { mark: "bg-warn-wash text-warn", icon: "clock" },
  bad: { mark: "bg-bad-wash text-bad", icon: "cross" },
};

type UnderWayProps = { change: Change; here: string; seller: string; problem: string | null };

/** A change that is not over: how it stands, and what can be done about it. */
export function UnderWay({ change, here, seller, problem }: UnderWayProps) {
  const intent = useNavigation().formData?.get("intent");
  const { tone, title, words } = stateWords(change, seller);
  const { mark, icon } = LOOKS[tone];
  return (
    <section id="under-way" aria-labelledby="under-way-title" className="card grid scroll-mt-20 gap-5 p-5 sm:p-6">
      <div className="flex items-start gap-4">
        <span className={`grid size-10 shrink-0 place-items-center rounded-full ${mark}`}>
          <Icon name={icon} className={`size-5 ${icon === "spinner" ? "spin" : ""}`} />
        </span>
        <div className="grid min-w-0 gap-1" role="status">
          <p className="text-sm text-soft">{changeTitle(change)}</p>
          <h2 id="under-way-title" className="text-lg font-semibold">
            {title}
          </h2>
          <p>{words}</p>
        </div>
      </div>
      <Facts>
        <Fact name="Asked for">
          <Instant at={change.asked_at} />
        </Fact>
        {change.asked_as !== "customer" && <Fact name="By">{askedBy(change.asked_as, seller)}</Fact>}
        {change.reason !== null && <Fact name="Reason">{change.reason}</Fact>}
        {change.at_once && !isZero(change.amount_due) && (
          <Fact name="To pay, including tax">
            <Money value={change.amount_due} />
          </Fact>
        )}
        {change.awaits_until_at !== null && (
          <Fact name="Confirm it until">
            <Instant at={change.awaits_until_at} />
          </Fact>
        )}
      </Facts>
      {problem !== null && (
        <Notice tone="bad" live>
          {problem}
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-3">
        {change.state === "awaiting_customer" && (
          <Act change={change} here={here} name={PAY} busy={intent === PAY} look="primary">
            <Icon name="lock" className="size-4" />
            Confirm at your bank
          </Act>
        )}
        {change.can_withdraw && (
          <Act change={change} here={here} name={WITHDRAW} busy={intent === WITHDRAW} look="quiet">
            Withdraw it
          </Act>
        )}
        <Link className="link" to={here} reloadDocument preventScrollReset>
          Look again
        </Link>
      </div>
    </section>
  );
}

type ActProps = {
  change: Change;
  here: string;
  name: string;
  busy: boolean;
  look: "primary" | "quiet";
  children: React.ReactNode;
};

function Act({ change, here, name, busy, look, children }: ActProps) {
  return (
    <Form method="post" action={here} preventScrollReset>
      <input type="hidden" name="change_id" value={change.id} />
      <Button name="intent" value={name} look={look} busy={busy}>
        {children}
      </Button>
    </Form>
  );
}
