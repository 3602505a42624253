import type { ApiError } from "../errors";
import type { World } from "../world";

/** A request without its transport. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly now: Date;
  header(name: string): string | undefined;
}

/** An answer without its transport: JSON in `body`, or `text` / `bytes` with a `contentType`. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly text?: string;
  readonly bytes?: Buffer;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The end of a call, or of a kind of token: from when on, and what is answered since. */
export interface Retirement {
  /** A day, as the vendor announced it. */
  readonly on: string;
  /** Which calls of its route have ended; left out where all have. */
  covers?(call: Call): boolean;
  refuse(): ApiError;
}

/** `none`: no token; `any`: app-only or App+User; `user`: App+User only; `app`: app-only only (else 403/900329). */
export type Access = "none" | "any" | "user" | "app";

export interface Route {
  readonly method: "get" | "post" | "put" | "patch" | "delete" | "head";
  readonly path: string | RegExp;
  /** Which token the call takes; a function where that depends on what is asked. */
  readonly access: Access | ((world: World, call: Call) => Access);
  /** The day from which the vendor has the call; left out where it is older than every profile. */
  readonly since?: string;
  /** Since when the vendor takes the call no more; left out while nothing is said of an end. */
  readonly retired?: Retirement;
  /** Whether a repeated MS-RequestId gives the first answer again. */
  readonly replays?: boolean;
  handle(world: World, call: Call): Reply;
}

/** A path parameter that the route's own pattern guarantees. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) {
    throw new Error(`The route of ${call.path} has no parameter "${name}".`);
  }
  return value;
}
