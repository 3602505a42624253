/** Names of what a process does, without ids, so that they are the same in every run. */

const WRITES =
  /(?<!\bfor )(?<!\bfor no key )\b(insert into|update|delete from)\s+(?:only\s+)?(?:"?public"?\.)?"?(\w+)"?/gi;
const VERBS = { "insert into": "insert", update: "update", "delete from": "delete" };
const MOST_TABLES = 5;

/** `/v1/payment_intents/pi_3Mt/confirm` as `/v1/payment_intents/:id/confirm`, without its query. */
function pathPattern(path) {
  const [bare = ""] = path.split("?");
  return bare.split("/").map(segmentPattern).join("/");
}

function segmentPattern(segment) {
  const isVersion = /^v\d+(\.\d+)?$/.test(segment);
  const isWord = /^[a-z]+(?:[-_][a-z]+)*\d?$/.test(segment) || /^[a-z]+(?:[A-Z][a-z]+)*$/.test(segment);
  return segment === "" || isVersion || isWord ? segment : ":id";
}

/** What a statement writes, such as `["update csp_invoice"]`; empty for one that only reads. */
function writesOf(sql) {
  const found = [...sql.matchAll(WRITES)].filter(([, , table]) => table.toLowerCase() !== "set");
  return found.map(([, verb, table]) => `${VERBS[verb.toLowerCase().replace(/\s+/g, " ")]} ${table}`);
}

/** The table that a COPY fills, as `writesOf` has it. */
function copiedInto(sql) {
  const table = /^\s*copy\s+"?(\w+)"?.*\bfrom\s+stdin/is.exec(sql)?.[1];
  return table === undefined ? [] : [`insert ${table}`];
}

/** A commit by what it makes lasting, the same whatever the order of the statements; `write` is one without BEGIN. */
function commitName(writes, word = "commit") {
  const sorted = [...new Set(writes)].sort();
  const more = sorted.length - MOST_TABLES;
  return `${word} ${sorted.slice(0, MOST_TABLES).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Whether a statement takes rows for a worker (`take`), tells that the worker lives (`renew`), or neither. */
function leaseStep(sql) {
  if (/\bset\s+"?(lease_until"?\s*=|heartbeat_at"?\s*=[^,]*\bwhere\b)/i.test(sql)) {
    return "renew";
  }
  return /\bset\s+"?lease_token"?\s*=[\s\S]*\bmake_interval\b/i.test(sql) ? "take" : null;
}

module.exports = { commitName, copiedInto, leaseStep, pathPattern, writesOf };
