type Check = (number: string) => boolean;

/**
 * How a VAT id proves itself, by its prefix, as the tax offices publish it (collected by the European Commission's
 * algorithms document and ISO 7064). Countries that are missing have several kinds of numbers, or none that is published.
 */
export const CHECK_DIGITS: Readonly<Record<string, Check>> = {
  AT: (number) => {
    const digits = digitsOf(number.slice(1));
    const sum = digits
      .slice(0, 7)
      .reduce((total, digit, index) => total + acrossOf(digit * (index % 2 === 0 ? 1 : 2)), 0);
    return (10 - ((sum + 4) % 10)) % 10 === digits[7];
  },
  BE: (number) => 97 - (Number(number.slice(0, 8)) % 97) === Number(number.slice(8)),
  DE: iso7064,
  DK: (number) => weighted(number, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  EE: (number) => weighted(number, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0,
  EL: (number) => (weighted(number, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === last(number),
  FI: (number) => weighted(number, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0,
  // Keys with letters are made in other ways.
  FR: (number) =>
    !/^\d{11}$/.test(number) || (12 + 3 * (Number(number.slice(2)) % 97)) % 97 === Number(number.slice(0, 2)),
  HR: iso7064,
  HU: (number) => weighted(number, [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0,
  IE: (number) => {
    if (!/^\d{7}[A-W][A-I]?$/.test(number)) {
      return true;
    }
    const extra = number.length === 9 ? 9 * (number.charCodeAt(8) - 64) : 0;
    return (
      "WABCDEFGHIJKLMNOPQRSTUV".charAt((weighted(number, [8, 7, 6, 5, 4, 3, 2]) + extra) % 23) === number.charAt(7)
    );
  },
  IT: luhn,
  LU: (number) => Number(number.slice(0, 6)) % 89 === Number(number.slice(6)),
  MT: (number) => weighted(number, [3, 4, 6, 7, 8, 9, 10, 1]) % 37 === 0,
  NL: (number) => {
    const citizen = weighted(number, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 === Number(number.charAt(8));
    const text = `2321${number.slice(0, 9)}11${number.slice(10)}`;
    return citizen || BigInt(text) % 97n === 1n;
  },
  PL: (number) => weighted(number, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === last(number),
  PT: (number) => ((11 - (weighted(number, [9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10 === last(number),
  RO: (number) => ((weighted(number.padStart(10, "0"), [7, 5, 3, 2, 1, 7, 5, 3, 2]) * 10) % 11) % 10 === last(number),
  SE: (number) => luhn(number.slice(0, 10)),
  SI: (number) => {
    const digit = 11 - (weighted(number, [8, 7, 6, 5, 4, 3, 2]) % 11);
    return digit !== 11 && digit % 10 === last(number);
  },
  SK: (number) => Number(number) % 11 === 0,
};

function digitsOf(text: string): number[] {
  return [...text].map(Number);
}

function last(text: string): number {
  return Number(text.slice(-1));
}

function acrossOf(value: number): number {
  return value > 9 ? value - 9 : value;
}

/** The sum of the first digits, each times its weight. */
function weighted(text: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(text.charAt(index)), 0);
}

function luhn(text: string): boolean {
  const sum = digitsOf(text)
    .reverse()
    .reduce((total, digit, index) => total + acrossOf(index % 2 === 0 ? digit : digit * 2), 0);
  return sum % 10 === 0;
}

/** ISO 7064, MOD 11,10. */
function iso7064(text: string): boolean {
  const digits = digitsOf(text);
  let product = 10;
  for (const digit of digits.slice(0, -1)) {
    product = (((digit + product) % 10 || 10) * 2) % 11;
  }
  return (11 - product) % 10 === digits.at(-1);
}
