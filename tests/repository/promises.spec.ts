import fs from "node:fs";
import path from "node:path";

const ROOT = path.resolve(__dirname, "../..");

/** Sentences that say to a customer what somebody has done, or will do, about him. */
const PROMISE =
  /\b(?:(?:been|was|were|are|is) (?:told|informed|notified|alerted)|will (?:contact|call|phone) you|look(?:ing)? into it|get back to you)\b/i;

/** True only while it is so: the sentence hangs on whether the mail about it has gone out. */
const HANGS_ON_A_FACT = /told && "We have been told of it by mail\. "/;

/** Where customers' texts are: the shop, its API's words and the mails. */
const sources = ["storefront/app", "src/processes", "src/modules", "src/api/store"].flatMap((folder) =>
  fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.tsx?$/.test(file))
    .map((file) => path.join(folder, file)),
);

const withoutComments = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "");

describe("what customers are promised", () => {
  it("is found where it stands in a text", () => {
    expect("We have been told about this order and will contact you").toMatch(PROMISE);
    expect("Our team is informed.").toMatch(PROMISE);
    expect("Microsoft has not confirmed your order.").not.toMatch(PROMISE);
  });

  it("is nothing that nobody does", () => {
    const found = sources.flatMap((file) =>
      withoutComments(fs.readFileSync(path.join(ROOT, file), "utf8"))
        .split("\n")
        .filter((line) => PROMISE.test(line) && !HANGS_ON_A_FACT.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
    expect(found).toEqual([]);
  });
});
