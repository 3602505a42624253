import { importPriceSheetWorkflow, publishPlansWorkflow } from "seatline/workflows";
import { tellErp } from "../../erp";

importPriceSheetWorkflow.hooks.priceSheetImported(async ({ sheet }) => {
  await tellErp("price_sheet", sheet.id, { month: sheet.month, dearer: sheet.counts.costUp });
});

publishPlansWorkflow.hooks.plansPublished(async ({ published }) => {
  await Promise.all(published.map((planId) => tellErp("plan", planId, { onSale: true })));
});
