import fs from "node:fs";
import path from "node:path";
import Ajv, { type ValidateFunction } from "ajv";

/** Stripe's API description, where it is kept beside the checkout. */
const FILE = path.join(__dirname, "../../../../shared/stripe/openapi-subset.json");

type Operation = {
  responses: Record<string, { content: Record<string, { schema: object }> }>;
  requestBody?: { content: Record<string, { schema: { properties?: Record<string, unknown> } }> };
};
type Description = { paths: Record<string, Record<string, Operation>>; components: object };

export type PublishedSchemas = {
  /** What is wrong with a 2xx answer; null when the description does not know the call. */
  responseErrors(method: string, path: string, body: unknown): string[] | null;
  /** What is wrong with an object inside an event, by its `object` member. */
  objectErrors(name: string, body: unknown): string[];
  /** What is wrong with a decoded request body. */
  requestErrors(method: string, path: string, body: unknown): string[] | null;
  /** Names of the parameters of a POST, by path pattern such as `/v1/customers/{id}`. */
  bodyParameters(pattern: string): string[] | null;
};

/** The schemas, or null where the description is not there. */
export function publishedSchemas(): PublishedSchemas | null {
  if (!fs.existsSync(FILE)) {
    return null;
  }
  const description = JSON.parse(fs.readFileSync(FILE, "utf8")) as Description;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const lenient = new Ajv({ strict: false, allErrors: true, validateFormats: false, coerceTypes: true });
  ajv.addSchema({ ...description, $id: "stripe" });
  lenient.addSchema({ ...description, $id: "stripe" });
  const compiled = new Map<string, ValidateFunction>();
  const validate = (engine: Ajv, pointer: string, body: unknown): string[] => {
    const key = `${engine === lenient}${pointer}`;
    const check = compiled.get(key) ?? engine.compile({ $ref: `stripe#${pointer}` });
    compiled.set(key, check);
    return check(body)
      ? []
      : (check.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
  };
  const find = (method: string, path: string) => {
    const pattern = Object.keys(description.paths)
      .sort((a, b) => a.split("{").length - b.split("{").length)
      .find((one) => new RegExp(`^${one.replace(/\{\w+\}/g, "[^/]+")}$`).test(path));
    const operation = pattern === undefined ? undefined : description.paths[pattern]?.[method.toLowerCase()];
    return pattern === undefined || operation === undefined
      ? null
      : {
          operation,
          pointer: `/paths/${encodeURIComponent(pattern.replaceAll("~", "~0").replaceAll("/", "~1"))}/${method.toLowerCase()}`,
        };
  };
  return {
    responseErrors(method, path, body) {
      const found = find(method, path);
      return found === null
        ? null
        : validate(ajv, `${found.pointer}/responses/200/content/application~1json/schema`, body);
    },
    objectErrors: (name, body) => validate(ajv, `/components/schemas/${name}`, body),
    requestErrors(method, path, body) {
      const found = find(method, path);
      return found?.operation.requestBody === undefined
        ? null
        : validate(
            lenient,
            `${found.pointer}/requestBody/content/application~1x-www-form-urlencoded/schema`,
            structuredClone(body),
          );
    },
    bodyParameters(pattern) {
      const schema =
        description.paths[pattern]?.post?.requestBody?.content["application/x-www-form-urlencoded"]?.schema;
      return schema === undefined ? null : Object.keys(schema.properties ?? {});
    },
  };
}
