import { defineConfig, Modules } from "@medusajs/framework/utils";
import { environment } from "./src/config/environment";
import { EnvironmentError } from "./src/config/environment-error";

function settings() {
  try {
    return environment();
  } catch (error) {
    if (error instanceof EnvironmentError) {
      console.error(error.message);
      process.exit(2);
    }
    throw error;
  }
}

const env = settings();

export default defineConfig({
  projectConfig: {
    databaseUrl: env.databaseUrl,
    http: {
      storeCors: env.storeCors,
      adminCors: env.adminCors,
      authCors: env.authCors,
      jwtSecret: env.jwtSecret,
      cookieSecret: env.cookieSecret,
    },
  },
  admin: { backendUrl: "/", disable: process.env.SEATLINE_ADMIN === "off" },
  modules: [
    {
      resolve: "./src/modules/clock",
      options: { sandboxClockUrl: env.sandboxClockUrl, manualStart: process.env.SEATLINE_TEST_CLOCK },
    },
    { resolve: "./src/modules/catalog" },
    { resolve: "./src/modules/company" },
    { resolve: "./src/modules/checkout" },
    { resolve: "./src/modules/inbox" },
    { resolve: "./src/modules/subscription" },
    { resolve: "./src/modules/provisioning" },
    { resolve: "./src/modules/billing" },
    {
      key: Modules.PAYMENT,
      resolve: "@medusajs/medusa/payment",
      options: {
        providers: [
          {
            resolve: "./src/providers/payment-stripe-checkout",
            id: "csp",
            options: { secretKey: env.stripe.secretKey, apiBase: env.stripe.apiBase, nodeEnv: env.nodeEnv },
          },
        ],
      },
    },
    {
      key: Modules.NOTIFICATION,
      resolve: "@medusajs/medusa/notification",
      options: {
        providers: [
          {
            resolve: "./src/providers/notification-smtp",
            id: "smtp",
            options: { channels: ["email"], url: env.smtp.url, from: env.smtp.from },
          },
        ],
      },
    },
  ],
});
