import { z } from "zod";
import { instant, paging } from "../../../http/document";
import { forecast } from "../offers/document";

const counts = z.strictObject({
  rows: z.int(),
  offers_added: z.int(),
  skus_added: z.int(),
  plans_added: z.int(),
  prices_added: z.int(),
  cost_up: z.int(),
  cost_down: z.int(),
  unchanged: z.int(),
  corrected: z.int(),
  missing: z.int(),
  trials: z.int(),
  free: z.int(),
  cost_above_list: z.int(),
});

/** An imported price sheet, and what it changed in numbers of rows. */
export const sheet = z.strictObject({
  id: z.string(),
  source: z.string(),
  market: z.string(),
  currency: z.string(),
  /** `YYYY-MM` */
  month: z.string(),
  imported_at: instant,
  /** When it was taken back; null: it counts. */
  undone_at: instant.nullable(),
  /** The latest import can be taken back, until somebody orders at one of its prices. */
  can_be_undone: z.boolean(),
  counts,
});
export type Sheet = z.output<typeof sheet>;

export const sheetsAnswer = z.strictObject({ price_sheets: z.array(sheet), ...paging });
export type SheetsAnswer = z.output<typeof sheetsAnswer>;

export const sheetAnswer = z.strictObject({ price_sheet: sheet });
export type SheetAnswer = z.output<typeof sheetAnswer>;

/** What an import would do. */
export const sheetForecast = z.strictObject({
  market: z.string(),
  currency: z.string(),
  month: z.string(),
  /** Month of the newest sheet, when this one is older. */
  newer_month: z.string().nullable(),
  counts,
  sales: forecast,
});
export type SheetForecast = z.output<typeof sheetForecast>;

/** 201: imported. 200: the same bytes were imported before, or this is what would happen. */
export const uploadAnswer = z.discriminatedUnion("outcome", [
  z.strictObject({ outcome: z.enum(["imported", "unchanged"]), price_sheet: sheet }),
  z.strictObject({ outcome: z.literal("forecast"), forecast: sheetForecast }),
]);
export type UploadAnswer = z.output<typeof uploadAnswer>;

/** A fault in a file: its line and column, null where it is the file's or the row's. */
export const fault = z.strictObject({
  line: z.int().nullable(),
  field: z.string().nullable(),
  message: z.string(),
});
export type Fault = z.output<typeof fault>;

/** 400: nothing was imported. `error_count` counts all faults, `errors` is cut at a limit. */
export const refusedUploadAnswer = z.strictObject({
  type: z.literal("invalid_data"),
  message: z.string(),
  errors: z.array(fault),
  error_count: z.int(),
});
export type RefusedUploadAnswer = z.output<typeof refusedUploadAnswer>;

/** 409: nothing was imported, because a newer month was before. */
export const olderSheetAnswer = z.strictObject({
  type: z.literal("older_month"),
  message: z.string(),
  month: z.string(),
  newer_month: z.string(),
});
export type OlderSheetAnswer = z.output<typeof olderSheetAnswer>;

/** 413: more bytes came than one sheet may have. */
export const tooLargeAnswer = z.strictObject({
  type: z.literal("invalid_data"),
  message: z.string(),
  errors: z.array(z.strictObject({ field: z.literal("body"), message: z.string() })),
});
export type TooLargeAnswer = z.output<typeof tooLargeAnswer>;
