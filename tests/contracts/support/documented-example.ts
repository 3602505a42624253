import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { JsonObject } from "./partner-center";

export interface DocumentedExample {
  source: string;
  request: { method: string; path: string; headers: Record<string, string>; body: JsonObject | string | null } | null;
  response: { status: number | null; headers: Record<string, string>; body: JsonObject | string | null } | null;
}

const folder = path.resolve(__dirname, "../../../../shared/partner-center/examples");

/** The vendor's documented request and response pairs, when they lie beside this checkout. */
export function documentedExamples(): Map<string, DocumentedExample> {
  if (!existsSync(folder)) {
    return new Map();
  }
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return new Map(
    files.map((file) => [file.replace(".json", ""), JSON.parse(readFileSync(path.join(folder, file), "utf8"))]),
  );
}
