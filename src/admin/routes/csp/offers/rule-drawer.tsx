import { Button, Drawer, Input, Text, toast } from "@medusajs/ui";
import { useState } from "react";
import type { NewRule, Rule } from "../../../../api/admin/csp/pricing-rules/document";
import { Choice } from "../../../components/choice";
import { fieldErrors } from "../../../components/client";
import { Confirmed } from "../../../components/confirmed";
import { DrawerBody } from "../../../components/drawer-body";
import { Field } from "../../../components/field";
import { Notice } from "../../../components/notice";
import { RULE_WORDS, SEGMENT_WORDS } from "../../../components/plans/words";
import { Problem } from "../../../components/problem";
import { useRuleForecast, useRules, useStartRule } from "./api";
import { ForecastView } from "./forecast-view";

type DrawerProps = { open: boolean; onOpenChange: (open: boolean) => void };

const KINDS = [
  ["cost_plus_margin", `${RULE_WORDS.cost_plus_margin} a percentage`],
  ["list_less_discount", `${RULE_WORDS.list_less_discount} a percentage`],
] as const;

const ALL = "all";
/** Segments that a rule may be for. */
const SCOPES = [[ALL, "All segments without their own rule"], ...Object.entries(SEGMENT_WORDS)] as const;

/** What the form begins with: the rule in force of that scope, so that saving it as it stands changes nothing. */
function startOf(rules: readonly Rule[], segment: NewRule["segment"]): NewRule {
  const inForce = rules.find((one) => one.valid_to === null && one.segment === (segment ?? null));
  return inForce === undefined
    ? { name: "", segment, kind: "list_less_discount", percent: "0", floor_margin_percent: "0" }
    : {
        name: inForce.name,
        segment,
        kind: inForce.kind,
        percent: inForce.percent,
        rounding: inForce.rounding,
        floor_margin_percent: inForce.floor_margin_percent,
      };
}

/** Shows the rule in force, says what another one would do, and puts it in force. */
export function RuleDrawer({ open, onOpenChange }: DrawerProps) {
  const rules = useRules();
  const known = rules.data?.pricing_rules;
  return (
    <Drawer open={open} onOpenChange={onOpenChange}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>Pricing rule</Drawer.Title>
          <Drawer.Description>Prices agreed with customers stay as they are until renewal.</Drawer.Description>
        </Drawer.Header>
        {rules.isError && <Problem title="The rules could not be read." error={rules.error} onRetry={rules.refetch} />}
        {known && <RuleForm rules={known} onDone={() => onOpenChange(false)} />}
      </Drawer.Content>
    </Drawer>
  );
}

function RuleForm({ rules, onDone }: { rules: readonly Rule[]; onDone: () => void }) {
  const [rule, setRule] = useState(() => startOf(rules, null));
  const forecast = useRuleForecast();
  const start = useStartRule();
  const error = start.error ?? forecast.error;
  const errors = fieldErrors(error);
  const looked = forecast.data?.forecast ?? null;
  const current = rules.filter((one) => one.valid_to === null);
  const put = (next: NewRule) => {
    start.reset();
    forecast.reset();
    setRule(next);
  };
  const set = (change: Partial<NewRule>) => put({ ...rule, ...change });
  const save = () =>
    start.mutate(rule, {
      onSuccess: () => {
        toast.success("The rule is in force. What is on sale has its new price.");
        onDone();
      },
    });
  return (
    <>
      <DrawerBody>
        {current.length === 0 && <Notice variant="warning">No rule is in force: nothing can be sold.</Notice>}
        {current.map((one) => (
          <Text size="small" key={one.id}>
            In force: {one.name} ({RULE_WORDS[one.kind]} {one.percent}%, floor {one.floor_margin_percent}%,{" "}
            {one.segment === null ? "all segments" : SEGMENT_WORDS[one.segment]})
          </Text>
        ))}
        <Field label="For" error={errors.segment}>
          {(id) => (
            <Choice
              id={id}
              label="For"
              value={rule.segment ?? ALL}
              options={SCOPES}
              onChange={(segment) => put(startOf(rules, segment === ALL ? null : (segment as NewRule["segment"])))}
            />
          )}
        </Field>
        <Field label="Name" error={errors.name}>
          {(id) => <Input id={id} value={rule.name} onChange={({ target }) => set({ name: target.value })} />}
        </Field>
        <Field label="Price is" error={errors.kind}>
          {(id) => (
            <Choice id={id} label="Price is" value={rule.kind} options={KINDS} onChange={(kind) => set({ kind })} />
          )}
        </Field>
        <Field label="Percent" error={errors.percent}>
          {(id) => (
            <Input
              id={id}
              inputMode="decimal"
              value={rule.percent}
              onChange={({ target }) => set({ percent: target.value })}
            />
          )}
        </Field>
        <Field
          label="Least margin, percent of the price"
          hint="A plan under it is not sold."
          error={errors.floor_margin_percent}
        >
          {(id) => (
            <Input
              id={id}
              inputMode="decimal"
              value={rule.floor_margin_percent}
              onChange={({ target }) => set({ floor_margin_percent: target.value })}
            />
          )}
        </Field>
        {error ? (
          <Notice variant="error">
            {Object.keys(errors).length === 0 ? error.message : "Please mend what is marked above."}
          </Notice>
        ) : null}
        {looked !== null && <ForecastView forecast={looked} />}
      </DrawerBody>
      <Drawer.Footer>
        <Drawer.Close asChild>
          <Button variant="secondary">Close</Button>
        </Drawer.Close>
        {looked === null ? (
          <Button
            disabled={rule.name.trim() === "" || forecast.isPending}
            isLoading={forecast.isPending}
            onClick={() => forecast.mutate(rule)}
          >
            Show what changes
          </Button>
        ) : (
          <Confirmed
            label="Put in force now"
            title="Put this rule in force?"
            words={`${looked.changed} prices change now, and ${looked.leaving} plans leave the shop.`}
            pending={start.isPending}
            onConfirm={save}
          />
        )}
      </Drawer.Footer>
    </>
  );
}
