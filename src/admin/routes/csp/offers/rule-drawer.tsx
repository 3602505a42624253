import { Alert, Button, Drawer, Input, Text, toast } from "@medusajs/ui";
import { useState } from "react";
import type { NewRule } from "../../../../api/admin/csp/pricing-rules/document";
import { Choice } from "../../../components/choice";
import { fieldErrors } from "../../../components/client";
import { Field } from "../../../components/field";
import { RULE_WORDS, SEGMENT_WORDS } from "../../../components/plans/words";
import { useRules, useStartRule } from "./api";

type DrawerProps = { open: boolean; onOpenChange: (open: boolean) => void };

const EMPTY: NewRule = { name: "", kind: "list_less_discount", percent: "0", floor_margin_percent: "0" };
const KINDS = [
  ["cost_plus_margin", `${RULE_WORDS.cost_plus_margin} a percentage`],
  ["list_less_discount", `${RULE_WORDS.list_less_discount} a percentage`],
] as const;

/** Shows the rule in force and puts another one in force. */
export function RuleDrawer({ open, onOpenChange }: DrawerProps) {
  const [rule, setRule] = useState(EMPTY);
  const rules = useRules();
  const start = useStartRule();
  const errors = fieldErrors(start.error);
  const current = rules.data?.pricing_rules.filter((one) => one.valid_to === null) ?? [];
  const set = (change: Partial<NewRule>) => {
    start.reset();
    setRule((now) => ({ ...now, ...change }));
  };
  const save = () =>
    start.mutate(rule, {
      onSuccess: () => {
        toast.success("The rule is in force. What is on sale has its new price.");
        setRule(EMPTY);
        onOpenChange(false);
      },
    });
  return (
    <Drawer open={open} onOpenChange={onOpenChange}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>Pricing rule</Drawer.Title>
          <Drawer.Description>Prices agreed with customers stay as they are until renewal.</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-4 overflow-y-auto">
          {rules.isError && <Alert variant="error">{rules.error.message}</Alert>}
          {rules.data && current.length === 0 && (
            <Alert variant="warning">No rule is in force: nothing can be sold.</Alert>
          )}
          {current.map((one) => (
            <Text size="small" key={one.id}>
              In force: {one.name} ({RULE_WORDS[one.kind]} {one.percent}%, floor {one.floor_margin_percent}%,{" "}
              {one.segment === null ? "all segments" : SEGMENT_WORDS[one.segment]})
            </Text>
          ))}
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
          {start.isError ? (
            <Alert variant="error">
              {Object.keys(errors).length === 0 ? start.error.message : "Please mend what is marked above."}
            </Alert>
          ) : null}
        </Drawer.Body>
        <Drawer.Footer>
          <Drawer.Close asChild>
            <Button variant="secondary">Close</Button>
          </Drawer.Close>
          <Button disabled={rule.name.trim() === "" || start.isPending} isLoading={start.isPending} onClick={save}>
            Put in force now
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  );
}
