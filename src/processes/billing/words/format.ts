import { dayInWords, type LocalDate, lastDayOf, type ServicePeriod } from "../../../domain/calendar";
import { toDecimalString } from "../../../domain/money";
import type { DocumentLocale } from "../../../modules/billing";

/** How a language writes figures, amounts, days and places. Nothing goes through floating point. */
export type DocumentFormat = {
  /** `1,234.50`, from minor units; for columns whose heading names the currency. */
  figure(amountMinor: number, currency: string): string;
  /** `1,234.50 USD`, with the ISO code: signs such as $ and kr are shared by several currencies. */
  amount(amountMinor: number, currency: string): string;
  count(value: number): string;
  /** `8.875%` from the decimal text `8.875`. */
  percent(decimal: string): string;
  day(day: LocalDate): string;
  /** With the last day that belongs to it; a single day stands alone. */
  period(period: ServicePeriod): string;
  /** `Germany` for `DE`. */
  country(code: string): string;
};

type Habits = {
  readonly tag: string;
  readonly day: (day: LocalDate) => string;
  readonly until: string;
  readonly withCode: (figure: string, code: string) => string;
};

/** Keeps a figure and its currency on one line. */
const NO_BREAK = "\u00a0";

const HABITS: Readonly<Record<DocumentLocale, Habits>> = {
  // English days and amounts read as they do in the mails and in the shop.
  en: { tag: "en-GB", day: dayInWords, until: "to", withCode: (figure, code) => `${figure}${NO_BREAK}${code}` },
  de: { tag: "de-DE", day: dayBy("de-DE"), until: "bis", withCode: (figure, code) => `${figure}${NO_BREAK}${code}` },
  nl: { tag: "nl-NL", day: dayBy("nl-NL"), until: "t/m", withCode: (figure, code) => `${code}${NO_BREAK}${figure}` },
};

const FORMATS: Readonly<Record<DocumentLocale, DocumentFormat>> = {
  en: formatBy(HABITS.en),
  de: formatBy(HABITS.de),
  nl: formatBy(HABITS.nl),
};

/** The written forms of a language. */
export function formatOf(locale: DocumentLocale): DocumentFormat {
  return FORMATS[locale];
}

function dayBy(tag: string): (day: LocalDate) => string {
  const format = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeZone: "UTC" });
  return (day) => format.format(new Date(`${day}T00:00:00Z`));
}

function formatBy({ tag, day, until, withCode }: Habits): DocumentFormat {
  const whole = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  // Medusa keeps a rate as a float: eight decimals are more than any tax law has.
  const percent = new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 8 });
  const countries = new Intl.DisplayNames([tag], { type: "region" });
  const figure = (amountMinor: number, currency: string) =>
    written(tag, toDecimalString({ amount: amountMinor, currency }));
  return {
    figure,
    amount: (amountMinor, currency) => withCode(figure(amountMinor, currency), currency),
    count: (value) => whole.format(value),
    percent: (decimal) => percent.format(`${decimal}e-2` as `${number}`),
    day,
    period: (period) => {
      const last = lastDayOf(period);
      return last <= period.start ? day(period.start) : `${day(period.start)} ${until} ${day(last)}`;
    },
    country: (code) => countries.of(code.toUpperCase()) ?? code,
  };
}

/** Decimal text with the language's marks and exactly the decimals it came with. */
function written(tag: string, decimal: string): string {
  const decimals = decimal.split(".")[1]?.length ?? 0;
  return figureFormat(tag, decimals).format(decimal as `${number}`);
}

const byDecimals = new Map<string, Intl.NumberFormat>();

function figureFormat(tag: string, decimals: number): Intl.NumberFormat {
  const key = `${tag} ${decimals}`;
  const known = byDecimals.get(key);
  if (known) {
    return known;
  }
  const format = new Intl.NumberFormat(tag, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  byDecimals.set(key, format);
  return format;
}
