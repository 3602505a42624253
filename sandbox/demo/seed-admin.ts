import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { createUsersWorkflow } from "@medusajs/medusa/core-flows";

const PROVIDER = "emailpass";

/** The demonstration's admin. Without a mail address and a password nobody is made. */
export async function seedAdmin(container: MedusaContainer, email?: string, password?: string): Promise<void> {
  if (!email || !password) {
    return;
  }
  const [known] = await container.resolve(Modules.USER).listUsers({ email });
  const userId = known?.id ?? (await createUser(container, email));
  const auth = container.resolve(Modules.AUTH);
  // A run that ended between the two leaves a user who cannot sign in: the second one gives the password.
  const { success, authIdentity } = await auth.register(PROVIDER, { body: { email, password } });
  if (success && authIdentity) {
    await auth.updateAuthIdentities({ id: authIdentity.id, app_metadata: { user_id: userId } });
  }
}

async function createUser(container: MedusaContainer, email: string): Promise<string> {
  const { result } = await createUsersWorkflow(container).run({ input: { users: [{ email, first_name: "Demo" }] } });
  const [user] = result;
  if (!user) {
    throw new Error("Medusa made no admin user.");
  }
  return user.id;
}
