import { createReadStream } from "node:fs";
import path from "node:path";
import type { ExecArgs } from "@medusajs/framework/types";
import type { PriceSheet, PriceSheetProblem } from "../modules/catalog";
import { CLOCK_MODULE } from "../modules/clock";
import { importPriceSheetWithHooks } from "../workflows/catalog/import-price-sheet";

const PROBLEMS_TOLD = 50;
const ROWS_BETWEEN_REPORTS = 10_000;
const UNKNOWN_COLUMNS = "allow-unknown-columns";
const ACCEPT_OLDER = "accept-older";

/**
 * `npm run catalog:import -- FILE [allow-unknown-columns] [accept-older]`: imports a price sheet and says what happened.
 *
 * @throws Error, so that the process ends with a code other than 0, when nothing was imported because of faults
 */
export default async function catalogImport({ container, args }: ExecArgs): Promise<void> {
  const words = args.map((arg) => arg.replace(/^--/, ""));
  const file = args.find((_, index) => ![UNKNOWN_COLUMNS, ACCEPT_OLDER].includes(words[index] ?? ""));
  if (!file) {
    throw new Error(`Name the price sheet: npm run catalog:import -- FILE [${UNKNOWN_COLUMNS}] [${ACCEPT_OLDER}]`);
  }
  const answer = await importPriceSheetWithHooks(container, {
    open: () => createReadStream(file),
    source: path.basename(file),
    now: container.resolve(CLOCK_MODULE).now(),
    allowUnknownColumns: words.includes(UNKNOWN_COLUMNS),
    acceptOlder: words.includes(ACCEPT_OLDER),
    onProgress: progress(),
  });
  switch (answer.outcome) {
    case "imported":
      say(importedLines(answer.sheet));
      return;
    case "unchanged":
      say([
        `Nothing to do: this file was imported on ${answer.sheet.importedAt} as the sheet of ${answer.sheet.month}.`,
        "Prices, plans and what is on sale are as they were.",
      ]);
      return;
    case "older":
      say([
        `The sheet is of ${answer.month}, and ${answer.newerMonth} was imported before.`,
        `Add ${ACCEPT_OLDER} if it is meant; the admin shows what would change first.`,
      ]);
      throw new Error(`${path.basename(file)} was not imported.`);
    case "forecast":
      throw new Error("Nobody asked for a forecast.");
    case "refused":
      say(refusedLines(answer.problems, answer.problemCount));
      throw new Error(`${path.basename(file)} was not imported.`);
  }
}

function importedLines({ market, currency, month, counts }: PriceSheet): string[] {
  return [
    `Imported ${counts.rows} rows: price sheet ${month}, market ${market}, ${currency}.`,
    `  new          ${counts.offersAdded} offers, ${counts.skusAdded} SKUs, ${counts.plansAdded} plans, ${counts.pricesAdded} first prices`,
    `  new versions ${counts.costUp} dearer, ${counts.costDown} cheaper, ${counts.corrected} corrected by the vendor`,
    `  as before    ${counts.unchanged} prices`,
    `  not for sale ${counts.trials} trial rows, ${counts.free} free rows`,
    ...(counts.missing > 0
      ? [`  not in it    ${counts.missing} plans we know; from its month on they are not sold`]
      : []),
    ...(counts.costAboveList > 0
      ? [`  attention    ${counts.costAboveList} rows cost more than their list price`]
      : []),
    "Next: open Offers in the admin, check the margins and publish the plans you want to sell.",
  ];
}

function refusedLines(problems: readonly PriceSheetProblem[], count: number): string[] {
  const told = problems.slice(0, PROBLEMS_TOLD).map(({ line, field, message }) => {
    const place = [line === null ? "file" : `line ${line}`, field].filter(Boolean).join(", ");
    return `  ${place}: ${message}`;
  });
  return [
    `Nothing was imported: ${count} ${count === 1 ? "fault" : "faults"} in the file.`,
    ...told,
    ...(count > told.length ? [`  ... and ${count - told.length} more`] : []),
    "Next: correct the file, or download it again from Partner Center, and run the import once more.",
  ];
}

function progress(): (rows: number) => void {
  let told = 0;
  return (rows) => {
    if (rows - told >= ROWS_BETWEEN_REPORTS) {
      told = rows;
      say([`  ${rows} rows read ...`]);
    }
  };
}

/** The import runs inside Medusa's script runner, whose log lines begin with a level; ours are for people. */
function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}
