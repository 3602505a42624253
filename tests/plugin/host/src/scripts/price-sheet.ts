import type { ExecArgs } from "@medusajs/framework/types";
import { importPriceSheetWorkflow, publishPlansWorkflow } from "seatline/workflows";

export default async function priceSheet({ container, args: [file = "", ...planIds] }: ExecArgs): Promise<void> {
  const { result } = await importPriceSheetWorkflow(container).run({ input: { file } });
  if (result.outcome === "refused") {
    throw new Error(`${result.problemCount} faults, the first: ${result.problems[0]?.message}`);
  }
  if (result.outcome === "older") {
    throw new Error(`${result.newerMonth} was imported before. Set acceptOlder if you mean ${result.month}.`);
  }
  const { result: plans } = await publishPlansWorkflow(container).run({ input: { planIds } });
  console.log(plans.published, plans.refused, plans.hookFailure);
}
