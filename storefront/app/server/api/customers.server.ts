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

type Names = { first_name?: string; last_name?: string };

/**
 * Signs in with mail address and password; null when they do not fit each other. An account that was begun and has no
 * customer, because its making broke off or somebody else began it, is made whole by who knows its password.
 */
export async function signIn(
  api: MedusaClient,
  email: string,
  password: string,
  names: Names = {},
): Promise<SignedIn | null> {
  const enter = async () => {
    const path = "/auth/customer/emailpass";
    return (await api.post(path, { body: { email, password }, schema: tokenSchema })).token;
  };
  return unlessUnauthorized(async () => {
    const token = await enter();
    const customer = await unlessUnauthorized(() => readCustomer(api, token, email));
    if (customer !== null) {
      return { token, customer };
    }
    const refusal = await makeCustomer(api, token, { email, ...names }).then(
      () => null,
      (error: unknown) => error,
    );
    const whole = await enter();
    const made = await unlessUnauthorized(() => readCustomer(api, whole, email));
    // Another window may have made it at the same moment: what counts is that it is there.
    if (made === null && refusal !== null) {
      throw refusal;
    }
    return made === null ? null : { token: whole, customer: made };
  });
}

async function unlessUnauthorized<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      return null;
    }
    throw error;
  }
}

async function makeCustomer(api: MedusaClient, token: string, body: Names & { email: string }): Promise<void> {
  await api.post("/store/customers", { token, body, schema: customerSchema });
}

/** Creates a customer and signs in; null when the mail address already has an account. */
export async function signUp(
  api: MedusaClient,
  input: { email: string; password: string; firstName: string; lastName: string },
): Promise<SignedIn | null> {
  const { email, password } = input;
  const names = { first_name: input.firstName, last_name: input.lastName };
  let registration: string;
  try {
    const path = "/auth/customer/emailpass/register";
    registration = (await api.post(path, { body: { email, password }, schema: tokenSchema })).token;
  } catch (error) {
    // Somebody who signs up again with the right password is simply signed in.
    if (error instanceof ApiError && error.status === 401) {
      return signIn(api, email, password, names);
    }
    throw error;
  }
  await makeCustomer(api, registration, { email, ...names });
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
