import {
  MedusaError,
  MedusaService,
  type MedusaServiceReturnType,
  type ModelConfigurationsToConfigTemplate,
  type ModelEntries,
} from "@medusajs/framework/utils";

type Whole<Models extends ModelEntries> = MedusaServiceReturnType<ModelConfigurationsToConfigTemplate<Models>>;

/** The methods of a Medusa service that write nothing: `list...`, `listAndCount...` and `retrieve...` of each model. */
type ReadingHalf<Service> = {
  [Name in keyof Service as Name extends `${"list" | "retrieve"}${string}` ? Name : never]: Service[Name];
};

type ReadingService<Models extends ModelEntries> = {
  new (container: Readonly<Record<string, unknown>>): ReadingHalf<InstanceType<Whole<Models>>>;
  /** Medusa infers from these what a link may name. */
  readonly $modelObjects: Whole<Models>["$modelObjects"];
};

const WRITES = /^(create|update|delete|softDelete|restore)[A-Z]/;

/**
 * A class for a module's service to extend, so that `query.graph` reads these models: the reading half of Medusa's own
 * service. Its writing half is not in the type and refuses in JavaScript: rows are written by the processes, with SQL.
 *
 * @param models data models over views, which no migration of Medusa's makes tables of
 */
export function readingService<const Models extends ModelEntries>(models: Models): ReadingService<Models> {
  const service = MedusaService(models);
  for (const name of Object.getOwnPropertyNames(service.prototype).filter((method) => WRITES.test(method))) {
    Object.defineProperty(service.prototype, name, { value: () => refuse(name) });
  }
  return service;
}

async function refuse(method: string): Promise<never> {
  const message = `${method} does not exist: Seatline's data can be read here and are written by Seatline only. Use its HTTP API.`;
  throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
}
