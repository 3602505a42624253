import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaModule } from "@medusajs/framework/modules-sdk";

const isOurs = (service: string | undefined) => service?.startsWith("csp_") ?? false;

/** Names by which a field leads from an entity of Medusa's to one of Seatline's: by our links and by a host's own. */
function linkedFields(): string[] {
  const configs = MedusaModule.getAllJoinerConfigs();
  const entities = configs
    .filter(({ serviceName }) => isOurs(serviceName))
    .flatMap(({ alias = [] }) => [alias].flat().flatMap(({ name }) => name));
  const links = configs
    .flatMap((config) => config.extends ?? [])
    .filter(({ serviceName, relationship }) => !isOurs(serviceName) && isOurs(relationship.serviceName))
    .map(({ relationship }) => relationship.alias);
  return [...new Set([...entities, ...links])];
}

let known: string[] | undefined;

/**
 * Whoever calls a store route may choose its fields. Medusa's own routes have lists of what they give; a host's route that has
 * none would lead from a product to its plan and to everybody who bought it. Fields restricted here are left out unless
 * a route allows them by name. Routes of the admin show them.
 */
export function restrictLinkedFields(req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): void {
  known ??= linkedFields();
  req.restrictedFields?.add(known);
  next();
}
