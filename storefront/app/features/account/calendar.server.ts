import type { Subscription } from "../../server/api/account.server";

const THEN = { renew: "renews tomorrow", extend: "goes on by the month", stop: "ends" } as const;

/** A calendar file (RFC 5545) with the dates that bind: the last moment to return seats, and the renewal. */
export function deadlinesCalendar(subscription: Subscription, shopHost: string, now: Date): string {
  const title = subscription.sku_title;
  const returns = subscription.return_windows.map((window, index) => [
    `UID:return-${index}-${subscription.id}@${shopHost}`,
    `DTSTART:${utcStamp(new Date(window.until_at))}`,
    `SUMMARY:${escapeText(`Last moment to return ${window.quantity} seats of ${title}`)}`,
  ]);
  const last = [
    `UID:term-${subscription.id}@${shopHost}`,
    `DTSTART;VALUE=DATE:${subscription.term_last_on.replaceAll("-", "")}`,
    `SUMMARY:${escapeText(`Last day of the term of ${title}: ${THEN[subscription.renewal]}`)}`,
  ];
  const events = [...returns, last].flatMap((lines) => [
    "BEGIN:VEVENT",
    `DTSTAMP:${utcStamp(now)}`,
    ...lines,
    "END:VEVENT",
  ]);
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${shopHost}//deadlines//EN`, ...events, "END:VCALENDAR"];
  return `${lines.flatMap(fold).join("\r\n")}\r\n`;
}

function utcStamp(at: Date): string {
  return `${at.toISOString().replaceAll(/[-:]/g, "").slice(0, 15)}Z`;
}

function escapeText(text: string): string {
  return text.replaceAll(/[\\;,]/g, (character) => `\\${character}`).replaceAll("\n", "\\n");
}

/** Lines of the format hold at most 75 bytes; a continued line starts with a blank. */
function fold(line: string): string[] {
  const parts: string[] = [];
  let part = "";
  for (const character of line) {
    if (Buffer.byteLength(part + character) > 74) {
      parts.push(part);
      part = " ";
    }
    part += character;
  }
  return [...parts, part];
}
