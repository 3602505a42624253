import { toDecimalString } from "../../../domain/money";

/** `1,234.50`: grouped for reading; the currency stands in the heading or behind the total. */
export function figure(amountMinor: number, currency: string): string {
  const [whole = "0", decimals] = toDecimalString({ amount: amountMinor, currency }).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** `1,234.50 USD` */
export function amount(amountMinor: number, currency: string): string {
  return `${figure(amountMinor, currency)} ${currency}`;
}

/** `Germany` for `DE`. */
export function countryName(code: string): string {
  return new Intl.DisplayNames(["en"], { type: "region" }).of(code.toUpperCase()) ?? code;
}
