import { type RefObject, useCallback, useEffect, useRef } from "react";
import { useFetcher } from "react-router";
import type { loader as quoteLoader } from "../../routes/resources.quote";
import type { PricePreview } from "../../server/preview.server";

const WAIT_MS = 250;

/**
 * Keeps the price in step with the form: a short while after the last change the server is asked anew.
 * Until the first change, and without scripts, the page's own preview stands.
 */
export function useLivePreview(handle: string, form: RefObject<HTMLFormElement>, fromPage: PricePreview) {
  const { load, data, state } = useFetcher<typeof quoteLoader>();
  const timer = useRef<number>(undefined);
  const { planId, quantityText } = fromPage;

  const refresh = useCallback(() => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      if (form.current !== null) {
        void load(`/resources/quote?${new URLSearchParams({ handle, ...configured(form.current) })}`);
      }
    }, WAIT_MS);
  }, [handle, form, load]);

  // What was chosen before the scripts arrived, or restored by the browser's back button, counts too.
  useEffect(() => {
    const chosen = form.current === null ? null : configured(form.current);
    if (chosen !== null && (chosen.plan !== planId || chosen.quantity !== quantityText)) {
      refresh();
    }
    return () => window.clearTimeout(timer.current);
  }, [form, planId, quantityText, refresh]);

  return { preview: shownPreview(fromPage, data), stale: state !== "idle", refresh };
}

/** An answer that failed takes the old price away, and nothing else. */
function shownPreview(fromPage: PricePreview, answer: Awaited<ReturnType<typeof quoteLoader>> | undefined) {
  return answer === undefined || answer.problem === null
    ? (answer?.value ?? fromPage)
    : { ...fromPage, problem: answer.problem, quote: null, comparison: null };
}

function configured(form: HTMLFormElement): Record<"sku" | "plan" | "quantity", string> {
  const fields = new FormData(form);
  const read = (name: string) => String(fields.get(name) ?? "");
  return { sku: read("sku"), plan: read("plan"), quantity: read("quantity") };
}
