/** A call as the simulator saw it; tests count these. Credentials are never kept. */
export interface RecordedRequest {
  at: string;
  method: string;
  path: string;
  query: Record<string, string>;
  body: unknown;
  requestId: string;
  correlationId: string;
  /** The kind of token that let the call pass, or that a sign-in asked for; null for any other call. */
  token: "app" | "user" | null;
  /** HTTP status sent, or null when the connection was cut or held. */
  status: number | null;
  fault: string | null;
  replayed: boolean;
}
