import { escapeHtml, page } from "../ui/page";
import type { Journey } from "./advance";

export type PageLink = { label: string; href: string };

/** The clock's page: what time it is in the sandbox, and buttons to move on. */
export function clockPage(now: Date, journey: Journey | undefined, links: readonly PageLink[]): string {
  const travelling = journey !== undefined && !journey.done;
  const state = travelling
    ? `<p role="status">On the way to <strong>${utc(journey.to)}</strong>: ${journey.steps} steps so far. This page reloads by itself.</p>`
    : `<p class="soft">The shop, the billing and both simulators follow within a second.</p>`;
  const last = journey?.done
    ? `<p class="soft">Last move: ${utc(journey.from)} to ${utc(journey.to)} in ${journey.steps} steps${
        journey.late > 0 ? `, ${journey.late} of them without a report from a follower` : ""
      }.</p>`
    : "";
  const body = `<p class="soft">Seatline sandbox</p><h1>Clock</h1>
<div class="card"><div class="big">${utc(now)}</div>${state}${last}</div>
${travelling ? "" : controls()}
<p class="soft">The clock steps from one due instant to the next and waits until all work is done, so a year of invoices
is made on the right days. It never goes back; <code>npm start -- --reset</code> begins anew.</p>
<p>${links.map(({ label, href }) => `<a href="${escapeHtml(href)}">${escapeHtml(label)}</a>`).join(" · ")}</p>`;
  return page("Clock", body, { refreshSeconds: travelling ? 1 : 10 });
}

function controls(): string {
  const steps: [number, string, string][] = [
    [1, "hours", "1 hour"],
    [1, "days", "1 day"],
    [7, "days", "7 days"],
    [1, "months", "1 month"],
    [12, "months", "12 months"],
  ];
  const buttons = steps.map(([amount, unit, label]) => button(amount, unit, label)).join("");
  return `<h2>Move forward by</h2>${buttons}`;
}

function button(amount: number, unit: string, label: string): string {
  return `<form method="post" action="/clock/advance"><input type="hidden" name="amount" value="${amount}"><input type="hidden" name="unit" value="${unit}"><button>${label}</button></form>`;
}

function utc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
