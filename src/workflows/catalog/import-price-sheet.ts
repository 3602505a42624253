import { createReadStream } from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import type { MedusaContainer } from "@medusajs/framework/types";
import {
  createHook,
  createWorkflow,
  transform,
  type WorkflowData,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk";
import type { PriceSheet, PriceSheetImport } from "../../modules/catalog";
import { CLOCK_MODULE } from "../../modules/clock";
import { importPriceSheet, type PriceSheetSource } from "../../processes/catalog";
import { Front } from "../shared/front";
import { afterDeed, type HookReport, hookAfter } from "../shared/hooks";

export type ImportPriceSheetWorkflowInput = {
  /** A CSV file on this server, by its path. It is read as a stream, whatever its size. */
  readonly file: string;
  /** Ignores columns that Seatline does not know instead of refusing the file. Default false. */
  readonly allowUnknownColumns?: boolean;
  /** Imports a sheet of an older month than the newest one. Default false: it is answered as `older`. */
  readonly acceptOlder?: boolean;
};

/** What is known of a sheet before it is read. */
export type PriceSheetToImport = {
  /** The file's name. */
  readonly source: string;
  readonly allowUnknownColumns: boolean;
};

export type ImportedPriceSheet = { readonly outcome: "imported"; readonly sheet: PriceSheet };

export type ImportPriceSheetWorkflowResult = PriceSheetImport & HookReport;

/** A sheet that our own callers have as bytes. */
export type OpenPriceSheet = Omit<PriceSheetSource, "stream"> & {
  /** Opens the bytes. Called once, after `validate`: a stream that nobody reads yet could fail unheard. */
  readonly open: () => Readable;
};

const front = new Front({ perform, output: (result: PriceSheetImport) => result });
const importPriceSheetStep = front.step("csp-import-price-sheet");

/**
 * Imports Microsoft's licence price sheet, whole or not at all. Faults in the file are the outcome `refused`, each with
 * line, field and fix; the same bytes again are `unchanged`; a month older than the newest is `older`, unless it is meant.
 * `POST /admin/csp/price-sheets` runs this workflow with the bytes it gets.
 *
 * Hooks:
 * - `validate` runs before the file is opened. A MedusaError refuses it, and the admin reads its message.
 * - `priceSheetImported` runs after the outcome `imported`, once prices on sale show. What it throws is logged and told as
 *   `hookFailure`; the prices stay.
 *
 * @throws Error when the file cannot be read; then nothing was imported
 */
export const importPriceSheetWorkflow = createWorkflow(
  "csp-import-price-sheet",
  (input: WorkflowData<ImportPriceSheetWorkflowInput>) => {
    const asked = transform({ input }, (data) => toImport(data.input));
    const validate = createHook<"validate", PriceSheetToImport, unknown>("validate", asked);
    const outcome = importPriceSheetStep(input);
    const { hook: priceSheetImported, answer } = hookAfter("priceSheetImported", outcome, isImported);
    return new WorkflowResponse(answer, { hooks: [validate, priceSheetImported] });
  },
);
const { hooks } = importPriceSheetWorkflow;
hooks.validate = front.before(hooks.validate);
hooks.priceSheetImported = afterDeed("priceSheetImported", hooks.priceSheetImported, ({ sheet }) => ({
  source: sheet.id,
}));

/** `importPriceSheet` with a host's hooks. @throws what the stream or a handler of `validate` throws */
export async function importPriceSheetWithHooks(
  container: MedusaContainer,
  { open, ...sheet }: OpenPriceSheet,
): Promise<PriceSheetImport> {
  const seen = { file: sheet.source, allowUnknownColumns: sheet.allowUnknownColumns ?? false };
  return front.run(importPriceSheetWorkflow, container, seen, () =>
    importPriceSheet(container, { ...sheet, stream: open() }),
  );
}

async function perform(
  container: MedusaContainer,
  { file, ...choices }: ImportPriceSheetWorkflowInput,
): Promise<PriceSheetImport> {
  const now = container.resolve(CLOCK_MODULE).now();
  const stream = createReadStream(file);
  return importPriceSheet(container, { stream, source: path.basename(file), now, ...choices });
}

function toImport({ file, allowUnknownColumns = false }: ImportPriceSheetWorkflowInput): PriceSheetToImport {
  return { source: path.basename(file), allowUnknownColumns };
}

function isImported(outcome: PriceSheetImport): outcome is ImportedPriceSheet {
  return outcome.outcome === "imported";
}
