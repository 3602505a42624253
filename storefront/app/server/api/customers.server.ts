import { z } from "zod";
import {
  type MailAddressDocument,
  mailAddressAnswer,
  removedAnswer,
  signedOutAnswer,
} from "../../../../src/api/store/csp/account/document";
import { ApiError, type MedusaClient } from "../medusa.server";

const tokenSchema = z.object({ token: z.string() });
const customerSchema = z.object({
  customer: z.object({ email: z.string(), first_name: z.string().nullish(), last_name: z.string().nullish() }),
});

export type SignedIn = { token: string; customer: { email: string; firstName: string; lastName: string } };

/** Signs in with mail address and password; null when they do not fit each other. */
export async function signIn(api: MedusaClient, email: string, password: string): Promise<SignedIn | null> {
  try {
    const path = "/auth/customer/emailpass";
    const { token } = await api.post(path, { body: { email, password }, schema: tokenSchema });
    return { token, customer: await readCustomer(api, token, email) };
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      return null;
    }
    throw error;
  }
}

/** Creates a customer and signs in; null when the mail address already has an account. */
export async function signUp(
  api: MedusaClient,
  input: { email: string; password: string; firstName: string; lastName: string },
): Promise<SignedIn | null> {
  const { email, password } = input;
  let registration: string;
  try {
    const path = "/auth/customer/emailpass/register";
    registration = (await api.post(path, { body: { email, password }, schema: tokenSchema })).token;
  } catch (error) {
    // Somebody who signs up again with the right password is simply signed in.
    if (error instanceof ApiError && error.status === 401) {
      return signIn(api, email, password);
    }
    throw error;
  }
  await api.post("/store/customers", {
    token: registration,
    body: { email, first_name: input.firstName, last_name: input.lastName },
    schema: customerSchema,
  });
  const signedIn = await signIn(api, email, password);
  if (signedIn) {
    // A mail that cannot be asked for now is asked for by a button later.
    await askForConfirmation(api, signedIn.token).catch(() => undefined);
  }
  return signedIn;
}

/** Ends the sign-in on the server too: a cookie that was copied is worth nothing afterwards. */
export async function signOut(api: MedusaClient): Promise<void> {
  await api.post("/store/csp/account/sign-out", { schema: signedOutAnswer });
}

/** The address the customer signs in with; null where there is nothing to confirm. */
export async function readMailAddress(api: MedusaClient): Promise<MailAddressDocument | null> {
  return (await api.get("/store/csp/account/confirmation", mailAddressAnswer)).mail_address;
}

/** Has the link mailed that confirms the customer's address. */
export async function askForConfirmation(api: MedusaClient, token?: string): Promise<void> {
  await api.post("/store/csp/account/confirmation", { schema: mailAddressAnswer, token });
}

/**
 * Confirms the signed-in customer's address with a mailed code; false when the code is used, old or another account's.
 * Whoever is not signed in has to sign in first (an `ApiError` of 401).
 */
export async function confirmAddress(api: MedusaClient, code: string): Promise<boolean> {
  return unlessRefused(() => api.post("/auth/verification/confirm", { body: { code }, schema: z.unknown() }), [400]);
}

/** Removes an account that was made with somebody else's address, for that somebody. */
export async function disown(api: MedusaClient, code: string): Promise<void> {
  await api.post("/store/csp/account/disown", { body: { code }, schema: removedAnswer });
}

/** Has a link for a new password mailed, if there is such an account; nobody is told whether there is. */
export async function forgetPassword(api: MedusaClient, email: string): Promise<void> {
  await api.send("/auth/customer/emailpass/reset-password", { identifier: email });
}

/** Sets a new password with the token of a mailed link; false when the link is used or old. */
export async function setPassword(api: MedusaClient, token: string, password: string): Promise<boolean> {
  const path = "/auth/customer/emailpass/update";
  return unlessRefused(() => api.post(path, { body: { password }, schema: z.unknown(), token }), [401]);
}

/** False for an answer of one of these statuses, which all mean that the link is used or old. */
async function unlessRefused(call: () => Promise<unknown>, statuses: readonly number[]): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    if (error instanceof ApiError && statuses.includes(error.status)) {
      return false;
    }
    throw error;
  }
}

async function readCustomer(api: MedusaClient, token: string, email: string): Promise<SignedIn["customer"]> {
  const { customer } = await api.get("/store/customers/me", customerSchema, token);
  return { email: customer.email || email, firstName: customer.first_name ?? "", lastName: customer.last_name ?? "" };
}
