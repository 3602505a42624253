import { Module } from "@medusajs/framework/utils";
import MailService from "./service";

export const MAIL_MODULE = "csp_mail";

export * from "./types";
export { MailService };

declare module "@medusajs/framework/types" {
  interface ModuleImplementations {
    [MAIL_MODULE]: MailService;
  }
}

export default Module(MAIL_MODULE, { service: MailService });
