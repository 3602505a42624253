import { AsyncLocalStorage } from "node:async_hooks";
import type { Logger, MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { traceOf } from "../errors/reason-of";
import { redact } from "./redact";

/**
 * What a log line may speak of: ids and figures. There is no field for a name, an address or a mail, so that personal
 * data cannot get in by habit.
 */
export type LogFields = {
  readonly request_id?: string;
  readonly duty?: string;
  readonly run_id?: string;
  readonly order_id?: string;
  readonly cart_id?: string;
  readonly checkout_id?: string;
  readonly task_id?: string;
  readonly task_kind?: string;
  readonly subscription_id?: string;
  readonly billing_account_id?: string;
  readonly company_id?: string;
  readonly plan_id?: string;
  readonly invoice_id?: string;
  readonly invoice_number?: string;
  readonly event_id?: string;
  readonly event_type?: string;
  readonly source?: string;
  readonly mail_template?: string;
  readonly rule?: string;
  readonly state?: string;
  readonly attempts?: number;
  readonly done?: number;
  readonly ms?: number;
  readonly next_due_at?: Date | null;
  readonly retry_at?: Date | null;
  /** What went wrong: an error or a reason in words. Mail addresses and secrets in it are blacked out. */
  readonly error?: unknown;
};

const ambient = new AsyncLocalStorage<LogFields>();

/** Runs `work` with fields that every log line written inside it carries: a request's id, a duty's name. */
export function withLogFields<T>(fields: LogFields, work: () => T): T {
  return ambient.run({ ...ambient.getStore(), ...fields }, work);
}

/**
 * The same, but with none of the fields that surround it: a turn of a duty does everybody's work, and not that of the
 * request which happened to wake it.
 */
export function withOnlyLogFields<T>(fields: LogFields, work: () => T): T {
  return ambient.run(fields, work);
}

type Level = "debug" | "info" | "warn" | "error";

/** Writes one line: what happened, then its fields as `key=value`, which people read and log collectors parse. */
export function logOf(container: MedusaContainer): Record<Level, (what: string, fields?: LogFields) => void> {
  const write =
    (level: Level) =>
    (what: string, fields: LogFields = {}) => {
      const logger = container.resolve<Logger>(ContainerRegistrationKeys.LOGGER);
      logger[level](logLine(what, { ...ambient.getStore(), ...fields }));
    };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}

/** The line as text; fields without a value are left out. */
export function logLine(what: string, fields: LogFields): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [`${name}=${quoted(textOf(name, value))}`],
  );
  return [what, ...pairs].join(" ");
}

function textOf(name: string, value: unknown): string {
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (name !== "error") {
    return String(value);
  }
  return redact(traceOf(value));
}

function quoted(text: string): string {
  return /[\s"=]/.test(text) ? JSON.stringify(text) : text;
}
