/** The invented partner of the demonstration, and what a visitor needs to try it. */
export const demoAdmin = { email: "admin@harbourpine.example", password: "harbour-pine-demo" };

export const demoSeller = {
  SELLER_LEGAL_NAME: "Harbour Pine Cloud, Inc.",
  SELLER_ADDRESS: "410 Alder Street|Seattle, WA 98104|United States",
  SELLER_COUNTRY: "US",
  SELLER_TAX_ID: "91-0000000",
  SELLER_SUPPORT_EMAIL: "support@harbourpine.example",
  SELLER_SUPPORT_PHONE: "+1 206 555 0100",
  // Microsoft counts in UTC days; so does this partner, and a month on the clock brings the next invoice at once.
  SELLER_TIME_ZONE: "UTC",
  SELLER_CURRENCY: "USD",
  SELLER_MARKET: "US",
  MAIL_FROM: "Harbour Pine Cloud <billing@harbourpine.example>",
  ATTENTION_MAIL: "desk@harbourpine.example",
};

/** Ids of the invented partner's app at the Partner Center simulator. They open nothing anywhere else. */
export const demoPartnerCenter = {
  PARTNER_CENTER_TENANT_ID: "5f9b8f0a-6d0d-4d55-9d5c-2f4f2f9d0a01",
  PARTNER_CENTER_CLIENT_ID: "5f9b8f0a-6d0d-4d55-9d5c-2f4f2f9d0a02",
  PARTNER_CENTER_CLIENT_SECRET: "demo-client-secret",
  PARTNER_CENTER_REFRESH_TOKEN: "demo-refresh-token",
};

export const testCards: readonly (readonly [string, string])[] = [
  ["4242 4242 4242 4242", "works"],
  ["4000 0000 0000 0002", "is declined"],
  ["4000 0025 0000 3155", "asks for 3-D Secure once"],
  ["4000 0000 0000 0341", "could be saved, but is declined at every charge, the first one too"],
];
