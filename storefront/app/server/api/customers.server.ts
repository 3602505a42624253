import { z } from "zod";
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
  return signIn(api, email, password);
}

async function readCustomer(api: MedusaClient, token: string, email: string): Promise<SignedIn["customer"]> {
  const { customer } = await api.get("/store/customers/me", customerSchema, token);
  return { email: customer.email || email, firstName: customer.first_name ?? "", lastName: customer.last_name ?? "" };
}
