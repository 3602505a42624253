import { Alert, Button, Drawer, Input, Label, Select, Text, toast } from "@medusajs/ui";
import { useId, useState } from "react";
import type { NewRule } from "../../../../api/admin/csp/pricing-rules/document";
import { RULE_WORDS } from "../../../components/plans/words";
import { useRules, useStartRule } from "./api";

type DrawerProps = { open: boolean; onOpenChange: (open: boolean) => void };

const EMPTY: NewRule = { name: "", kind: "list_less_discount", percent: "0", floor_margin_percent: "0" };
const isKind = (text: string): text is NewRule["kind"] => Object.hasOwn(RULE_WORDS, text);

/** Shows the rule in force and puts another one in force. */
export function RuleDrawer({ open, onOpenChange }: DrawerProps) {
  const [rule, setRule] = useState(EMPTY);
  const rules = useRules();
  const start = useStartRule();
  const [nameId, percentId, floorId] = [useId(), useId(), useId()];
  const current = rules.data?.pricing_rules.filter((one) => one.valid_to === null) ?? [];
  const set = (change: Partial<NewRule>) => setRule((now) => ({ ...now, ...change }));
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
              In force: {one.name} ({RULE_WORDS[one.kind]} {one.percent} %, floor {one.floor_margin_percent} %,{" "}
              {one.segment ?? "all segments"})
            </Text>
          ))}
          <div className="flex flex-col gap-2">
            <Label htmlFor={nameId}>Name</Label>
            <Input id={nameId} value={rule.name} onChange={({ target }) => set({ name: target.value })} />
          </div>
          <div className="flex flex-col gap-2">
            <Label>Price is</Label>
            <Select value={rule.kind} onValueChange={(kind) => isKind(kind) && set({ kind })}>
              <Select.Trigger aria-label="Price is">
                <Select.Value />
              </Select.Trigger>
              <Select.Content>
                {Object.entries(RULE_WORDS).map(([kind, words]) => (
                  <Select.Item key={kind} value={kind}>
                    {words} a percentage
                  </Select.Item>
                ))}
              </Select.Content>
            </Select>
          </div>
          <div className="flex flex-col gap-2">
            <Label htmlFor={percentId}>Percent</Label>
            <Input
              id={percentId}
              inputMode="decimal"
              value={rule.percent}
              onChange={({ target }) => set({ percent: target.value })}
            />
          </div>
          <div className="flex flex-col gap-2">
            <Label htmlFor={floorId}>Least margin, percent of the price</Label>
            <Input
              id={floorId}
              inputMode="decimal"
              value={rule.floor_margin_percent}
              onChange={({ target }) => set({ floor_margin_percent: target.value })}
            />
            <Text size="small" className="text-ui-fg-subtle">
              A plan under it is not sold.
            </Text>
          </div>
          {start.isError && <Alert variant="error">{start.error.message}</Alert>}
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
