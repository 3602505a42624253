import type Stripe from "stripe";

export type ErrorType = "api_error" | "card_error" | "idempotency_error" | "invalid_request_error" | "rate_limit_error";

/** The members of Stripe's error object. */
export type ErrorBody = {
  type: ErrorType;
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  advice_code?: string;
  network_advice_code?: string;
  network_decline_code?: string;
  doc_url?: string;
  charge?: string;
  payment_intent?: Stripe.PaymentIntent;
  payment_method?: Stripe.PaymentMethod;
  setup_intent?: Stripe.SetupIntent;
};

const docUrl = (code: string): string => `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}`;

/** An answer other than 2xx. `executed`: the operation had begun, so the answer is kept under its idempotency key. */
export class ApiError extends Error {
  readonly body: ErrorBody;

  constructor(
    readonly status: number,
    body: ErrorBody,
    readonly executed: boolean = true,
  ) {
    super(body.message);
    this.body = body.code === undefined ? body : { ...body, doc_url: docUrl(body.code) };
  }
}

const invalid = (code: string | undefined, message: string, param?: string): ApiError =>
  new ApiError(
    400,
    { type: "invalid_request_error", message, ...(code ? { code } : {}), ...(param ? { param } : {}) },
    false,
  );

export const unknownParameter = (param: string) =>
  invalid("parameter_unknown", `Received unknown parameter: ${param}`, param);
export const missingParameter = (param: string) =>
  invalid("parameter_missing", `Missing required param: ${param}.`, param);
export const invalidParameter = (param: string, message: string, code?: string) => invalid(code, message, param);
export const invalidRequest = (message: string) => invalid(undefined, message);
export const notSimulated = (param: string) =>
  invalid(
    "parameter_not_simulated",
    `Stripe has the parameter ${param}, but this simulator does not implement it`,
    param,
  );

/** An id that names nothing: 404 when it stood in the URL, 400 when it was a parameter. */
export function resourceMissing(kind: string, id: string, param = "id"): ApiError {
  return new ApiError(
    param === "id" ? 404 : 400,
    { type: "invalid_request_error", code: "resource_missing", message: `No such ${kind}: '${id}'`, param },
    false,
  );
}

/** The operation began and found that it cannot be done. */
export function refused(code: string, message: string, more: Partial<ErrorBody> = {}): ApiError {
  return new ApiError(400, { type: "invalid_request_error", code, message, ...more });
}
