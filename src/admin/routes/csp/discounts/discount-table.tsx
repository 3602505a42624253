import { Badge, Table, Text, toast } from "@medusajs/ui";
import type { Discount } from "../../../../api/admin/csp/discounts/document";
import { Confirmed } from "../../../components/confirmed";
import { day } from "../../../components/format";
import { useEndDiscount } from "./api";
import { customersInWords, discountInWords, STATE_LOOKS, scopeInWords, validityInWords } from "./words";

/** Discounts in the order they stack. */
export function DiscountTable({ discounts }: { discounts: readonly Discount[] }) {
  return (
    <Table>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell>Discount</Table.HeaderCell>
          <Table.HeaderCell>On</Table.HeaderCell>
          <Table.HeaderCell>For</Table.HeaderCell>
          <Table.HeaderCell>Charge periods beginning</Table.HeaderCell>
          <Table.HeaderCell className="text-right">Order</Table.HeaderCell>
          <Table.HeaderCell>State</Table.HeaderCell>
          <Table.HeaderCell />
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {discounts.map((discount) => (
          <Table.Row key={discount.id}>
            <Table.Cell>
              <Text size="small" weight="plus" className="whitespace-nowrap">
                {discount.name}
              </Text>
              <Text size="small" className="text-ui-fg-subtle whitespace-nowrap">
                {discountInWords(discount)}
              </Text>
            </Table.Cell>
            <Table.Cell>
              <Names text={scopeInWords(discount)} />
            </Table.Cell>
            <Table.Cell>
              <Names text={customersInWords(discount)} />
            </Table.Cell>
            <Table.Cell className="whitespace-nowrap">{validityInWords(discount)}</Table.Cell>
            <Table.Cell className="whitespace-nowrap text-right">
              {discount.order}
              {discount.exclusive ? ", alone" : ""}
            </Table.Cell>
            <Table.Cell>
              <Badge size="2xsmall" color={STATE_LOOKS[discount.state].color}>
                {STATE_LOOKS[discount.state].word}
              </Badge>
            </Table.Cell>
            <Table.Cell className="text-right">
              {discount.state === "ended" ? null : <EndButton discount={discount} />}
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}

function Names({ text }: { text: string }) {
  return (
    <Text size="small" className="truncate" style={{ maxWidth: 220 }} title={text}>
      {text}
    </Text>
  );
}

function EndButton({ discount }: { discount: Discount }) {
  const end = useEndDiscount();
  const isPlanned = discount.state === "planned";
  const onEnd = () =>
    end.mutate(discount.id, {
      onSuccess: ({ outcome, discount: { name, last_on } }) =>
        toast.success(
          outcome === "withdrawn" ? `${name} is withdrawn.` : `${name} counts until ${day(last_on ?? "")}.`,
        ),
      onError: (error) => toast.error("The discount was not ended", { description: error.message }),
    });
  return (
    <Confirmed
      label={isPlanned ? "Withdraw" : "End"}
      title={`${isPlanned ? "Withdraw" : "End"} ${discount.name}?`}
      words={
        isPlanned
          ? "It has not begun, so nothing was billed with it."
          : "Charge periods that begin today or later no longer carry it. What was billed with it stays as it is."
      }
      pending={end.isPending}
      danger
      onConfirm={onEnd}
    />
  );
}
