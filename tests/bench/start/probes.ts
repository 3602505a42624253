import fs from "node:fs";
import path from "node:path";

/** A small source whose text shows in an answer or on a page, and that is written anew to measure a reload. */
export interface Probe {
  /** Writes the source with another text. */
  show(mark: string): void;
}

const ROUTE = "src/api/store/csp/bench-probe/route.ts";
const ADMIN_PAGE = "src/admin/routes/bench-probe/page.tsx";
const SHOP_PAGE = "storefront/app/routes/bench-probe.tsx";

/** Puts the three sources into a copy of the tree. */
export function makeProbes(folder: string): { backend: Probe; admin: Probe; shop: Probe } {
  const probe = (file: string, source: (mark: string) => string): Probe => {
    const whole = path.join(folder, file);
    const show = (mark: string) => fs.writeFileSync(whole, source(mark));
    fs.mkdirSync(path.dirname(whole), { recursive: true });
    show("mark-0");
    return { show };
  };
  return {
    backend: probe(
      ROUTE,
      (mark) => `import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";

export async function GET(_request: MedusaRequest, response: MedusaResponse): Promise<void> {
  response.json({ mark: "${mark}" });
}
`,
    ),
    admin: probe(
      ADMIN_PAGE,
      (mark) => `import { defineRouteConfig } from "@medusajs/admin-sdk";

const ProbePage = () => <p id="probe">${mark}</p>;

export const config = defineRouteConfig({ label: "Probe" });

export default ProbePage;
`,
    ),
    shop: probe(
      SHOP_PAGE,
      (mark) => `export default function Probe() {
  return <p id="probe">${mark}</p>;
}
`,
    ),
  };
}
