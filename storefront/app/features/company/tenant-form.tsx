import { useEffect, useRef } from "react";
import { Form, useFetcher, useNavigation } from "react-router";
import { Button } from "../../components/ui/button";
import { ErrorSummary } from "../../components/ui/error-summary";
import { type FormMemory, TextField } from "../../components/ui/field";
import { Icon } from "../../components/ui/icon";
import { useHydrated } from "../../components/use-hydrated";
import type { loader as checkLoader } from "../../routes/resources.domain-check";
import type { DomainCheck } from "./tenant-form.server";

const WAIT_MS = 400;

type TenantFormProps = {
  defaults: { kind: "new" | "existing" | ""; prefix: string; domain: string };
  memory: FormMemory;
  /** The answer to "Check this name" where it was asked without scripts. */
  check: DomainCheck | null;
};

/** A new Microsoft tenant, whose name is checked while it is typed, or one that the company has already. */
export function TenantForm({ defaults, memory, check }: TenantFormProps) {
  const typed = memory.values.kind;
  const start = typed === "new" || typed === "existing" ? typed : defaults.kind;
  const hydrated = useHydrated();
  const busy = useNavigation().state !== "idle";
  const live = useLiveCheck();
  const answer = live.check ?? check;
  // The name that was just refused is already named above and beside the field.
  const shown = answer?.prefix === memory.values.prefix && memory.problems.length > 0 ? null : answer;
  return (
    <Form method="post" className="tenant-form grid gap-6" noValidate>
      <ErrorSummary memory={memory} />
      <fieldset className="grid gap-3">
        <legend className="sr-only">Your company&rsquo;s Microsoft tenant</legend>
        <div className="grid gap-4">
          <label className="choice" id="field-kind">
            <input type="radio" name="kind" value="new" defaultChecked={start === "new"} />
            <span className="grid gap-0.5">
              <span className="font-semibold">We are new to Microsoft 365</span>
              <span className="text-soft">We create a tenant for you when your order is paid.</span>
            </span>
          </label>
          {/* A grid of its own inside: one on the part itself would win over the rule that hides it. */}
          <div className="part-new sm:pl-11">
            <div className="grid gap-3">
              <TextField
                name="prefix"
                label="Name of the tenant"
                suffix=".onmicrosoft.com"
                hint="3 to 27 letters and digits. It cannot be changed later; your own domain can be added at any time."
                defaultValue={defaults.prefix}
                memory={memory}
                required={false}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                onChange={(event) => live.ask(event.currentTarget.value)}
              />
              <CheckAnswer check={shown} problem={live.problem} busy={live.busy} />
              {!hydrated && (
                <div>
                  <Button look="quiet" name="intent" value="check">
                    Check this name
                  </Button>
                </div>
              )}
            </div>
          </div>
          <label className="choice">
            <input type="radio" name="kind" value="existing" defaultChecked={start === "existing"} />
            <span className="grid gap-0.5">
              <span className="font-semibold">We use Microsoft 365 already</span>
              <span className="text-soft">The licences go to your existing tenant.</span>
            </span>
          </label>
          <div className="part-existing sm:pl-11">
            <TextField
              name="domain"
              label="Domain of your tenant"
              hint="For example contoso.onmicrosoft.com. An administrator of this tenant has to accept us as a reseller."
              defaultValue={defaults.domain}
              memory={memory}
              required={false}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          </div>
        </div>
      </fieldset>
      <div>
        <Button name="intent" value="save" busy={busy}>
          Save and continue
        </Button>
      </div>
    </Form>
  );
}

type CheckAnswerProps = { check: DomainCheck | null; problem: string | null; busy: boolean };

function CheckAnswer({ check, problem, busy }: CheckAnswerProps) {
  const good = problem === null && check?.state === "free";
  const said = problem ?? check?.message ?? null;
  return (
    <p
      role="status"
      className={`flex min-h-6 items-center gap-2 text-sm font-medium ${good ? "text-good" : "text-bad"}`}
    >
      {busy ? (
        <span className="text-soft">Checking this name</span>
      ) : (
        said !== null && (
          <>
            <Icon name={good ? "check" : "cross"} className="size-4 shrink-0" />
            {said}
          </>
        )
      )}
    </p>
  );
}

function useLiveCheck() {
  const fetcher = useFetcher<typeof checkLoader>();
  const timer = useRef<number>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const ask = (prefix: string) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      void fetcher.load(`/resources/domain-check?prefix=${encodeURIComponent(prefix)}`);
    }, WAIT_MS);
  };
  const { value = null, problem = null } = fetcher.data ?? {};
  return { ask, busy: fetcher.state !== "idle", check: value, problem };
}
