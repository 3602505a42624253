import { Table, Text } from "@medusajs/ui";
import type { Sheet } from "../../../../api/admin/csp/price-sheets/document";
import { Notice } from "../../../components/notice";
import type { Uploaded } from "./api";
import { ForecastView } from "./forecast-view";

const COUNTS: readonly (readonly [keyof Sheet["counts"], string])[] = [
  ["plans_added", "new plans"],
  ["prices_added", "first prices"],
  ["cost_up", "dearer than before"],
  ["cost_down", "cheaper than before"],
  ["unchanged", "prices as before"],
  ["missing", "known plans it does not list"],
  ["trials", "trial rows, not for sale"],
];

/** What an import did, or why it did nothing. */
export function UploadResult({ answer }: { answer: Uploaded }) {
  if (answer.outcome === "refused") {
    return (
      <div className="flex flex-col gap-2" role="alert">
        <Notice variant="error">{answer.message}</Notice>
        <Table>
          <Table.Header>
            <Table.Row>
              <Table.HeaderCell>Line</Table.HeaderCell>
              <Table.HeaderCell>Column</Table.HeaderCell>
              <Table.HeaderCell>What to correct</Table.HeaderCell>
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {answer.errors.map(({ line, field, message }) => (
              <Table.Row key={`${line}-${field}-${message}`}>
                <Table.Cell>{line ?? "–"}</Table.Cell>
                <Table.Cell>{field ?? "–"}</Table.Cell>
                <Table.Cell className="whitespace-normal py-2">{message}</Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
        {answer.error_count > answer.errors.length && (
          <Text size="small">and {answer.error_count - answer.errors.length} more</Text>
        )}
      </div>
    );
  }
  if (answer.outcome === "forecast") {
    const { month, newer_month, market, currency, counts, sales } = answer.forecast;
    return (
      <div className="flex flex-col gap-3" role="status">
        {newer_month !== null && (
          <Notice variant="warning">
            This sheet is of {month}, and {newer_month} was imported before. Where the newer sheet does not speak, this
            older one would count.
          </Notice>
        )}
        <Text size="small">
          Nothing is imported yet. Of {month} ({market}, {currency}): {counts.rows} in all, {counts.plans_added} new,{" "}
          {counts.cost_up} dearer, {counts.cost_down} cheaper, {counts.corrected} corrected; {counts.missing} known and
          not listed.
        </Text>
        <ForecastView forecast={sales} />
      </div>
    );
  }
  const { month, market, currency, counts } = answer.price_sheet;
  if (answer.outcome === "unchanged") {
    return <Notice variant="info">This file was imported before, as the sheet of {month}. Nothing was changed.</Notice>;
  }
  return (
    <Notice variant="success">
      <Text size="small" weight="plus">
        {counts.rows} rows of {month} ({market}, {currency}) are imported.
      </Text>
      <ul>
        {COUNTS.filter(([key]) => counts[key] > 0).map(([key, words]) => (
          <li key={key}>
            <Text size="small">
              {counts[key]} {words}
            </Text>
          </li>
        ))}
      </ul>
      <Text size="small">Next: check the margins and put the plans you want to sell on sale.</Text>
    </Notice>
  );
}
