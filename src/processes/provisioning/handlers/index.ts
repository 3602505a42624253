import type { TaskKind } from "../../../modules/provisioning";
import { attestAgreement } from "./attest-agreement";
import { awaitVendor } from "./await-vendor";
import type { TaskHandler } from "./context";
import { ensureTenant } from "./ensure-tenant";
import { placeOrder } from "./place-order";
import { settleOrder } from "./settle-order";

export const taskHandlers: Readonly<Record<TaskKind, TaskHandler>> = {
  ensure_tenant: ensureTenant,
  attest_agreement: attestAgreement,
  place_order: placeOrder,
  await_vendor: awaitVendor,
  settle_order: settleOrder,
};
