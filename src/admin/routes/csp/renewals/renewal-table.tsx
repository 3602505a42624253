import { Badge, Table, Text } from "@medusajs/ui";
import type { Renewal } from "../../../../api/admin/csp/renewals/document";
import { counted, day, inWords } from "../../../components/format";
import { Instant } from "../../../components/instant";
import { PageLink } from "../../../components/page-link";
import { CHOSEN_BY, costInWords, leftInWords, planInWords } from "./words";

/** Terms that end, the first first, each with what happens then and what hangs on it. */
export function RenewalTable({ renewals }: { renewals: readonly Renewal[] }) {
  return (
    <Table>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell>Last day</Table.HeaderCell>
          <Table.HeaderCell>Licence</Table.HeaderCell>
          <Table.HeaderCell>What happens</Table.HeaderCell>
          <Table.HeaderCell>Next term, net</Table.HeaderCell>
          <Table.HeaderCell className="text-right">At stake</Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {renewals.map((renewal) => (
          <Table.Row key={renewal.subscription_id}>
            <Table.Cell>
              <Text size="small" className="whitespace-nowrap">
                {day(renewal.term_last_on)}
              </Text>
              <Text size="small" className="text-ui-fg-subtle whitespace-nowrap">
                {leftInWords(renewal.days_left)}
              </Text>
            </Table.Cell>
            <Table.Cell>
              <PageLink to={`/orders/${renewal.order_id}`}>{renewal.sku_title}</PageLink>
              <Text size="small" className="text-ui-fg-subtle">
                {renewal.company.name}, {counted(renewal.quantity, "seat")}
              </Text>
            </Table.Cell>
            <Table.Cell>
              <Text size="small">{planInWords(renewal)}</Text>
              <Standing renewal={renewal} />
            </Table.Cell>
            <Table.Cell>
              <Text size="small">{costInWords(renewal)}</Text>
            </Table.Cell>
            <Table.Cell className="text-right">
              <Text size="small" className="whitespace-nowrap">
                {inWords(renewal.at_stake)}
              </Text>
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}

/** Whose choice it is, whether the vendor has it, and whether the customer has said yes. */
function Standing({ renewal }: { renewal: Renewal }) {
  const { chosen_by, vendor_confirmed_at, confirmed_at, is_changing, status } = renewal;
  return (
    <div className="flex flex-wrap items-center gap-2 py-1">
      <Text size="small" className="text-ui-fg-subtle">
        {CHOSEN_BY[chosen_by]}
      </Text>
      {vendor_confirmed_at === null ? (
        <Badge size="2xsmall" color="orange">
          Waiting for Microsoft
        </Badge>
      ) : (
        <Text size="small" className="text-ui-fg-subtle">
          on record at <Instant at={vendor_confirmed_at} />
        </Text>
      )}
      {confirmed_at === null ? null : (
        <Badge size="2xsmall" color="green">
          Confirmed by the customer
        </Badge>
      )}
      {is_changing ? (
        <Badge size="2xsmall" color="blue">
          Change under way
        </Badge>
      ) : null}
      {status === "suspended" ? (
        <Badge size="2xsmall" color="red">
          Suspended
        </Badge>
      ) : null}
    </div>
  );
}
