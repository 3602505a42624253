import Medusa from "@medusajs/js-sdk";

/** Rows of one page, in every list of the admin. */
export const PAGE_SIZE = 25;

type Query = Readonly<Record<string, string | number | boolean | undefined>>;
type Body = Readonly<Record<string, unknown>>;

const sdk = new Medusa({ baseUrl: "/", auth: { type: "session" } });

/** Reads from the admin API; parameters without a value are left out. */
export function read<T>(path: string, query: Query = {}): Promise<T> {
  const present = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== ""));
  return sdk.client.fetch<T>(`/admin/csp${path}`, { query: present });
}

/** An answer that says no. `fields` holds what is wrong with each field of a form, by its path. */
export class RequestError extends Error {
  constructor(
    message: string,
    readonly fields: Readonly<Record<string, string>>,
  ) {
    super(message);
    this.name = "RequestError";
  }
}

/**
 * Sends to the admin API. Not by the kit's client, whose errors leave out which field is wrong.
 *
 * @throws RequestError
 */
export async function send<T>(method: "POST" | "DELETE", path: string, body: Body = {}): Promise<T> {
  const response = await fetch(`/admin/csp${path}`, {
    method,
    headers: { "content-type": "application/json", accept: "application/json" },
    credentials: "include",
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw await refusalOf(response);
  }
  return response.json();
}

/** Reads a file. @throws RequestError */
export async function download(address: string): Promise<Blob> {
  const response = await fetch(address, { credentials: "include" });
  if (!response.ok) {
    throw await refusalOf(response);
  }
  return response.blob();
}

/** Hands a file to the reader's browser under a name. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}

async function refusalOf(response: Response): Promise<RequestError> {
  const answer = await response.json().catch(() => ({}));
  const problems: { field: string; message: string }[] = Array.isArray(answer.errors) ? answer.errors : [];
  const fields = Object.fromEntries(problems.map(({ field, message }) => [field, message]));
  return new RequestError(answer.message ?? `The server answered ${response.status}.`, fields);
}

/** What is wrong with each field, after a form was refused. */
export function fieldErrors(error: Error | null): Readonly<Record<string, string>> {
  return error instanceof RequestError ? error.fields : {};
}
