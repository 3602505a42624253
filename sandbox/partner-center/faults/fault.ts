import { z } from "zod";

const common = {
  /** HTTP method, or `*`. */
  method: z
    .string()
    .default("*")
    .transform((method) => method.toUpperCase()),
  /**
   * A regular expression over the path without its query, for example `/carts/[^/]+/checkout$`. Left out: every call of
   * the API, but not the token endpoint.
   */
  path: z.string().default("^/(v1|v1\\.0|webhooks)/"),
  /** Only calls with this kind of token, and sign-ins that ask for one. */
  token: z.enum(["app", "user"]).optional(),
  /** How many matching calls it hits. */
  times: z.number().int().min(1).default(1),
  /** How many matching calls pass unharmed first. */
  skip: z.number().int().min(0).default(0),
};

const holdMs = z.number().int().min(0).default(30_000);

/** What can go wrong with the next matching call. Milliseconds here are real time: they concern the wire. */
export const faultSchema = z.discriminatedUnion("kind", [
  /** The call takes effect, but no answer comes until the connection is cut after `holdMs`. */
  z.strictObject({ kind: z.literal("timeout_after_effect"), ...common, holdMs }),
  z.strictObject({ kind: z.literal("timeout_before_effect"), ...common, holdMs }),
  z.strictObject({ kind: z.literal("drop_after_effect"), ...common }),
  z.strictObject({ kind: z.literal("drop_before_effect"), ...common }),
  z.strictObject({
    kind: z.literal("error_before_effect"),
    ...common,
    status: z.number().int().min(400).max(599).default(500),
    code: z.string().default("800003"),
  }),
  z.strictObject({
    kind: z.literal("error_after_effect"),
    ...common,
    status: z.number().int().min(500).max(599).default(500),
    code: z.string().default("800003"),
  }),
  /** Something between answers in the service's place (a proxy, a firewall), or its answer is spoilt on the way. */
  z.strictObject({
    kind: z.literal("foreign_answer"),
    ...common,
    /** Whether the call has taken effect all the same. */
    effect: z.enum(["before", "after"]).default("before"),
    status: z.number().int().min(200).max(599).default(403),
    contentType: z.string().default("text/html"),
    body: z.string().default("<html><body><h1>403 Forbidden</h1></body></html>"),
  }),
  /** The call takes effect, and its answer breaks off in the middle. */
  z.strictObject({ kind: z.literal("cut_answer"), ...common }),
  z.strictObject({ kind: z.literal("throttle"), ...common, retryAfterSeconds: z.number().int().min(0).default(57) }),
  z.strictObject({ kind: z.literal("latency"), ...common, delayMs: z.number().int().min(0) }),
  /** Refuses a checkout: as an `orderErrors` entry inside the 201, or as an HTTP error. */
  z.strictObject({
    kind: z.literal("refuse_checkout"),
    ...common,
    path: z.string().default("/checkout$"),
    code: z.string().regex(/^\d+$/, "code must be digits, for example 800069"),
    as: z.enum(["order_error", "http"]).default("order_error"),
    orderGroupId: z.string().optional(),
  }),
  /** Puts an error on a line of the next cart, inside its 201. */
  z.strictObject({
    kind: z.literal("line_error"),
    ...common,
    path: z.string().default("/carts(/[^/]+)?$"),
    code: z.string().regex(/^\d+$/, "code must be digits, for example 10015"),
    line: z.number().int().min(0).default(0),
  }),
  /** The next subscription update answers 202 + Location and takes effect after `delayMs` of the sandbox clock. */
  z.strictObject({
    kind: z.literal("accept_update"),
    ...common,
    path: z.string().default("/subscriptions/[^/]+$"),
    delayMs: z.number().int().min(0).default(60_000),
  }),
]);

export type FaultInput = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema> & { id: string };
export type FaultKind = Fault["kind"];
