/** Forms of companies and words that many companies have in their name: they tell nobody apart. */
const SAYS_NOTHING: ReadonlySet<string> = new Set(
  (
    "ab ag aktiengesellschaft aktiebolag and aps as asbl associates bv bvba co company consulting corp corporation cv " +
    "cvba da de deutschland di do doo dooel du ead ee eeig eg eirl eood et europe european eurl ev for france gbr " +
    "germany gesellschaft gmbh group groupe gruppe haftung handelsbolag holding holdings ike inc ingatlan " +
    "international italia kda kft kg kgaa kk korlatolt kommanditbolag kommanditgesellschaft lda limited llc llp ltd " +
    "ltda mbh mit nederland netherlands nv of og ohg ood oy oyj partners plc polska pty sa sae sarl sas sasu scop " +
    "scrl sci se services sgps sia sl slu sme snc societa societe sociedad solutions spa spol spolka spoo spzoo srl " +
    "srls sro sau the uab ug und van vof von zoo zrt"
  ).split(" "),
);

/** Words shorter than this are initials and articles, and are compared joined only. */
const TELLS_FROM = 3;
/** From this length one word that begins with another is the same one, written out or with an ending. */
const BEGINS_FROM = 4;

/**
 * Whether a directory names clearly somebody else as the holder of a VAT id than the company says it is. In doubt it is not
 * clear: spellings, accents, legal forms, word order, joined words and initials make no difference, one telling word in
 * common is enough, and names in different scripts are not compared.
 *
 * @param legalName as the company wrote it
 * @param holder as the member state has it in VIES
 */
export function isClearlyAnother(legalName: string, holder: string): boolean {
  const [ours, theirs] = [wordsOf(legalName), wordsOf(holder)];
  if (ours.length === 0 || theirs.length === 0) {
    return false;
  }
  return !haveWordInCommon(ours, theirs) && !isWithin(ours, theirs) && !isInitials(ours, theirs);
}

/** Words in Latin letters and digits that tell companies apart; all words where none of them does. */
function wordsOf(name: string): string[] {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ø", "o")
    .replaceAll("ł", "l")
    .replaceAll("æ", "ae")
    .replaceAll("œ", "oe")
    .replace(/[.'’]/g, "");
  const words = plain.split(/[^a-z0-9]+/).filter((word) => word !== "");
  // A name in another script leaves at most a few letters, such as those of its legal form.
  if (/[^\p{Script=Latin}\p{Script=Common}]/u.test(plain)) {
    return [];
  }
  const telling = words.filter((word) => !SAYS_NOTHING.has(word));
  return telling.length > 0 ? telling : words;
}

function haveWordInCommon(ours: readonly string[], theirs: readonly string[]): boolean {
  return ours.some((one) => theirs.some((other) => one === other || beginsAs(one, other) || beginsAs(other, one)));
}

const beginsAs = (one: string, other: string): boolean => other.length >= BEGINS_FROM && one.startsWith(other);

function isWithin(ours: readonly string[], theirs: readonly string[]): boolean {
  const [one, other] = [ours.join(""), theirs.join("")];
  return Math.min(one.length, other.length) >= TELLS_FROM && (one.includes(other) || other.includes(one));
}

function isInitials(ours: readonly string[], theirs: readonly string[]): boolean {
  const initials = (words: readonly string[]) => (words.length > 1 ? words.map((word) => word[0]).join("") : null);
  return initials(ours) === theirs.join("") || initials(theirs) === ours.join("");
}
