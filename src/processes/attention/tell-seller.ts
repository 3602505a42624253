import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../connections/settings";
import { localDateIn, startOfLocalDay } from "../../domain/calendar";
import { decimalMoney, money } from "../../domain/money";
import { ATTENTION_MODULE, type News } from "../../modules/attention";
import type { AttentionEntry } from "../../reads/attention";
import { notify } from "../notify";

/** The daily mail is there when the day's work begins. */
const DIGEST_HOUR_MS = 7 * 3_600_000;
/** Items that one mail names; the page has them all. */
const MOST_NAMED = 30;

/**
 * Tells the seller at once of new items on which money hangs: all that is new in one mail. Noted before they are mailed,
 * so that a process that dies in between leaves them to the next one, and each goes out once.
 */
export async function tellNews(
  container: MedusaContainer,
  entries: readonly AttentionEntry[],
  now: Date,
): Promise<void> {
  const { mailTo } = settingsOf(container).attention;
  if (mailTo.length === 0) {
    return;
  }
  const attention = container.resolve(ATTENTION_MODULE);
  await attention.noteNews(entries.filter(({ kind }) => kind.isToldAtOnce).map(newsOf), now);
  for (const { batch, news } of await attention.unmailedNews()) {
    const mails = mailTo.map((to) =>
      notify(container, {
        to,
        template: "attention_news",
        key: `attention_news:${batch}:${to}`,
        data: { ...common(container), ...named(news) },
      }),
    );
    if ((await Promise.all(mails)).every((sent) => sent)) {
      await attention.markMailed(batch, now);
    }
  }
}

/** Tells the seller once a day, from seven in the morning on, of all that waits; on a day with nothing there is no mail. */
export async function tellDigest(
  container: MedusaContainer,
  entries: readonly AttentionEntry[],
  now: Date,
): Promise<void> {
  const { attention, seller } = settingsOf(container);
  const today = localDateIn(now, seller.timeZone);
  const isBeforeWork = now.getTime() - startOfLocalDay(today, seller.timeZone).getTime() < DIGEST_HOUR_MS;
  if (entries.length === 0 || isBeforeWork) {
    return;
  }
  for (const to of attention.mailTo) {
    await notify(container, {
      to,
      template: "attention_digest",
      key: `attention_digest:${today}:${to}`,
      data: { ...common(container), ...named(entries.map(newsOf)) },
    });
  }
}

function newsOf({ kind, item }: AttentionEntry): News {
  const sum = item.money && decimalMoney(money(item.money.amount, item.money.currency.toUpperCase()));
  return {
    kind: kind.name,
    ref: item.ref,
    since: item.since,
    words: item.words,
    money: sum && `${sum.amount} ${sum.currency}`,
  };
}

function common(container: MedusaContainer) {
  const { publicUrl, seller } = settingsOf(container);
  return { sellerName: seller.legalName, pageUrl: `${publicUrl}/app/csp/attention` };
}

function named(news: readonly News[]) {
  return {
    count: news.length,
    items: news.slice(0, MOST_NAMED).map(({ words, money: sum }) => ({ words, money: sum })),
  };
}
