import { defineConfig, Modules } from "@medusajs/framework/utils";
import { type Application, readEnvironment } from "./src/config/environment";
import { OptionsError } from "./src/modules/settings";

function application(): Application {
  try {
    return readEnvironment();
  } catch (error) {
    if (error instanceof OptionsError) {
      console.error(error.message);
      process.exit(2);
    }
    throw error;
  }
}

const { host, options, secondFactorKey } = application();

/** Medusa hands a plugin's options whole to each of the plugin's modules; the application does the same. */
const own = (name: string) => ({ resolve: `./src/modules/${name}`, options });

export default defineConfig({
  projectConfig: { databaseUrl: host.databaseUrl, http: host.http },
  admin: { backendUrl: "/", disable: !host.showAdmin },
  modules: [
    own("settings"),
    own("clock"),
    own("access"),
    own("catalog"),
    own("company"),
    own("checkout"),
    own("inbox"),
    own("subscription"),
    own("provisioning"),
    own("billing"),
    own("attention"),
    own("mail"),
    {
      key: Modules.AUTH,
      resolve: "@medusajs/medusa/auth",
      options: {
        providers: [{ resolve: "@medusajs/medusa/auth-emailpass", id: "emailpass" }],
        mfa: { encryption_key: secondFactorKey },
      },
    },
    {
      key: Modules.PAYMENT,
      resolve: "@medusajs/medusa/payment",
      options: { providers: [{ resolve: "./src/providers/payment-stripe-checkout", id: "csp" }] },
    },
    {
      key: Modules.NOTIFICATION,
      resolve: "@medusajs/medusa/notification",
      options: {
        providers: [{ resolve: "./src/providers/notification-smtp", id: "smtp", options: { channels: ["email"] } }],
      },
    },
  ],
});
