import { Module } from "@medusajs/framework/utils";
import InboxService from "./service";

export const INBOX_MODULE = "csp_inbox";

export type * from "./types";
export { InboxService };

declare module "@medusajs/framework/types" {
  interface ModuleImplementations {
    [INBOX_MODULE]: InboxService;
  }
}

export default Module(INBOX_MODULE, { service: InboxService });
