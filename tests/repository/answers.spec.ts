import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { ADMIN_ANSWERS, checkAdminAnswer } from "../support/admin-answers";
import { checkStoreAnswer, STORE_ANSWERS } from "../support/store-answers";

const API = path.resolve("src/api");
/** What the seller pays and earns. */
const SECRET = /cost|margin/;

describe("answers of the HTTP API", () => {
  it.each([
    ["admin", ADMIN_ANSWERS],
    ["store", STORE_ANSWERS],
  ])("are written down for each route of the %s", (area, answers) => {
    const routes = filesOf(`${area}/csp`, "route.ts").flatMap((file) => {
      const methods = readFileSync(file, "utf8").matchAll(
        /^export (?:async function|const) (GET|POST|PUT|PATCH|DELETE)\b/gm,
      );
      const address = path.dirname(file).slice(path.join(API, area, "csp").length);
      return [...methods].map(([, method]) => `${method} ${address}`);
    });
    expect(Object.keys(answers).sort()).toEqual(routes.sort());
  });

  it.each([
    ["admin", ADMIN_ANSWERS],
    ["store", STORE_ANSWERS],
  ])("are described for each route of the %s", (area, answers) => {
    const page = readFileSync(`docs/api/${area}.md`, "utf8");
    const told = new Set(
      [...page.matchAll(/`(GET|POST|PUT|PATCH|DELETE) (?:\/store\/csp|\/admin\/csp)?(\/[^`?\s]*)/g)].map(
        ([, method, address = ""]) => `${method} ${address.replaceAll(/:(\w+)/g, "[$1]")}`,
      ),
    );
    expect(Object.keys(answers).filter((route) => !told.has(route))).toEqual([]);
  });

  it("fail with a field more and with a field less", () => {
    const answer = { id: "csprule_1" };
    const check = (body: object) => checkAdminAnswer("POST", "/admin/csp/pricing-rules", 201, body);
    expect(() => check(answer)).not.toThrow();
    expect(() => check({ ...answer, cost: "1.00" })).toThrow("POST /pricing-rules answers otherwise");
    expect(() => check({})).toThrow("POST /pricing-rules answers otherwise");
  });

  it("of the store fail alike, the refusals that say more among them", () => {
    const free = { domain: "contoso.onmicrosoft.com", available: true };
    const check = (body: object) => checkStoreAnswer("POST", "/store/csp/domain-checks", 200, body);
    expect(() => check(free)).not.toThrow();
    expect(() => check({ ...free, cost: "1.00" })).toThrow("POST /domain-checks answers otherwise");
    expect(() => check({})).toThrow("POST /domain-checks answers otherwise");
    const refused = (body: object) => checkStoreAnswer("GET", "/store/csp/invoices/inv_1/xml", 422, body);
    expect(() => refused({ type: "no_e_invoice", obstacle: "no_vat", message: "m" })).not.toThrow();
    expect(() => refused({ type: "no_e_invoice" })).toThrow("GET /invoices/inv_1/xml answers otherwise");
    expect(() => checkStoreAnswer("GET", "/store/csp/nothing", 200, {})).toThrow("No answer is written down");
  });

  it("tell costs and margins to nobody but the admin", async () => {
    const told = async (area: string) => {
      const schemas = (await Promise.all(filesOf(area, "document.ts").map(schemasOf))).flat();
      return schemas.flatMap(fieldsOf).filter((field) => SECRET.test(field));
    };
    expect(await told("admin")).toEqual(expect.arrayContaining(["cost_per_term", "margin_percent"]));
    expect(await told("store")).toEqual([]);
  });
});

function filesOf(area: string, name: string): string[] {
  return readdirSync(path.join(API, area), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === name)
    .map((entry) => path.join(entry.parentPath, entry.name));
}

async function schemasOf(file: string): Promise<z.ZodType[]> {
  const exported: Record<string, unknown> = await import(file);
  return Object.values(exported).filter((one) => one instanceof z.ZodType);
}

/** Names of all fields, however deep. Each property of a JSON schema's `properties` is a field. */
function fieldsOf(schema: z.ZodType): string[] {
  const fields: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) {
      return;
    }
    for (const [key, value] of Object.entries(node)) {
      if (key === "properties") {
        fields.push(...Object.keys(value));
      }
      visit(value);
    }
  };
  visit(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
  return fields;
}
