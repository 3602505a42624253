import fs from "node:fs";
import path from "node:path";
import type { OutsideAnswer } from "../../src/errors/outside-answer";

const root = path.resolve(__dirname, "../..");

const FAULT_WORDS: Record<OutsideAnswer["fault"], string> = {
  customer: "the customer's",
  request: "our request's",
  set_up: "the set-up's",
  later: "nobody's: later",
  person: "not known: a person",
};
const REPEAT_WORDS: Record<OutsideAnswer["repeat"], string> = {
  same_key: "yes, with the same id",
  new_key: "yes, with a new id",
  never: "no",
};

/** The list as a page of the documentation. */
export function printAnswers(title: string, intro: readonly string[], rows: readonly OutsideAnswer[]): string {
  const cell = (text: string) => text.replaceAll("|", "\\|");
  const lines = rows.map(({ answer, fault, repeat, customer, partner }) =>
    [answer, FAULT_WORDS[fault], REPEAT_WORDS[repeat], customer ?? "-", partner].map(cell).join(" | "),
  );
  return [
    `# ${title}`,
    "",
    ...intro,
    "",
    "| answer | whose fault | repeated | the customer reads | the partner sees |",
    "| --- | --- | --- | --- | --- |",
    ...lines.map((line) => `| ${line} |`),
    "",
  ].join("\n");
}

/** The page as it stands; with WRITE_DOCS=1 it is written first. */
export function pageAsWritten(file: string, printed: string): string {
  const full = path.join(root, file);
  if (process.env.WRITE_DOCS === "1") {
    fs.writeFileSync(full, printed);
  }
  return fs.existsSync(full) ? fs.readFileSync(full, "utf8") : "";
}
