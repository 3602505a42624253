import type { TaskKind } from "../../../modules/provisioning";
import { attestAgreementTask } from "./attest-agreement";
import { awaitVendorTask } from "./await-vendor";
import type { TaskHandler } from "./context";
import { ensureTenantTask } from "./ensure-tenant";
import { placeOrderTask } from "./place-order";
import { settleOrderTask } from "./settle-order";

export const taskHandlers: Readonly<Record<TaskKind, TaskHandler>> = {
  ensure_tenant: ensureTenantTask,
  attest_agreement: attestAgreementTask,
  place_order: placeOrderTask,
  await_vendor: awaitVendorTask,
  settle_order: settleOrderTask,
};
