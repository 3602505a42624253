import { defineConfig, Modules } from "@medusajs/framework/utils";
import type { SeatlineOptions } from "seatline/modules/settings";

/** A host would write them down here; the tests hand them over as JSON. */
const seatline: SeatlineOptions = JSON.parse(process.env.SEATLINE_OPTIONS ?? "{}");

/** A module of the host with a key that is Seatline's. */
const conflict = { key: "csp_company", resolve: "./src/modules/loyalty" };

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    http: {
      jwtSecret: process.env.JWT_SECRET,
      cookieSecret: process.env.COOKIE_SECRET,
      storeCors: process.env.STORE_CORS ?? "",
      adminCors: process.env.ADMIN_CORS ?? "",
      authCors: process.env.AUTH_CORS ?? "",
    },
  },
  admin: { backendUrl: "/", disable: process.env.HOST_ADMIN !== "on" },
  plugins: [{ resolve: "seatline", options: seatline }],
  modules: [
    ...(process.env.HOST_MODULE === "conflict" ? [conflict] : []),
    {
      key: Modules.PAYMENT,
      resolve: "@medusajs/medusa/payment",
      options: { providers: [{ resolve: "seatline/providers/payment-stripe-checkout", id: "csp" }] },
    },
    {
      key: Modules.NOTIFICATION,
      resolve: "@medusajs/medusa/notification",
      options: {
        providers: [{ resolve: "seatline/providers/notification-smtp", id: "smtp", options: { channels: ["email"] } }],
      },
    },
  ],
});
