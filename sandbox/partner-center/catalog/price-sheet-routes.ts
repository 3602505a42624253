import { ApiError, invalidProperty } from "../errors";
import type { Call, Reply, Route } from "../http/route";
import type { World } from "../world";
import { MARKETPLACE_SHEET, SOFTWARE_SHEET } from "./other-sheets";
import type { PriceSheet } from "./price-sheets";

const pattern = /^\/v1\.0\/sales\/pricesheets\(Market='([A-Za-z]{2})',\s*PricesheetView='([A-Za-z_]+)'\)\/\$value\/?$/i;

const notFound = (detail: string) => new ApiError(404, "1000", `Not found: ${detail}`);

function sheetOf(world: World, call: Call): PriceSheet {
  const { sheets } = world.catalogue;
  switch (call.query.timeline?.toLowerCase() ?? "current") {
    case "current":
      return sheets.current(call.now);
    case "future": {
      const next = sheets.future(call.now);
      if (!next) {
        throw notFound("next month's price sheet has no changes or is not published yet.");
      }
      return next;
    }
    case "history": {
      const [, year, month] = /^(\d{4})(\d{2})$/.exec(call.query.month ?? "") ?? [];
      if (!year || !month) {
        throw invalidProperty("month must be YYYYMM when the timeline is history.");
      }
      return sheets.ofMonth(`${year}-${month}`);
    }
    default:
      throw invalidProperty("timeline must be history, current or future.");
  }
}

/** The views that are published here, in lower case. Azure is not; software and the marketplace are the same in every month. */
const views: Readonly<Record<string, (sheet: PriceSheet) => string>> = {
  updatedlicensebased: ({ text }) => text,
  licensebasedest: ({ extended }) => extended.text,
  software: () => SOFTWARE_SHEET,
  marketplace: () => MARKETPLACE_SHEET,
};

/** A price sheet as CSV. */
function getPriceSheet(world: World, call: Call): Reply {
  const [, market, view] = pattern.exec(call.path) ?? [];
  const markets = new Set(world.catalogue.sheets.current(call.now).rows.map((row) => row.market));
  if (!market || !markets.has(market.toUpperCase())) {
    throw notFound(`there is no price sheet for the market ${market}.`);
  }
  const textOf = views[view?.toLowerCase() ?? ""];
  if (!textOf) {
    throw notFound(`there is no price sheet with the view ${view}.`);
  }
  return {
    status: 200,
    text: textOf(sheetOf(world, call)),
    contentType: "application/octet-stream",
    headers: {
      "X-Request-ID": call.header("X-Request-ID") ?? "",
      "Content-Disposition": "attachment; filename=pricesheet.csv",
    },
  };
}

export const priceSheetRoutes: Route[] = [{ method: "get", path: pattern, access: "user", handle: getPriceSheet }];
