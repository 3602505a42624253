export { createPartnerCenterAdapter, PARTNER_CENTER_VENDOR as partnerCenterVendor } from "./adapter";
export { createPartnerCenter, type PartnerCenterClient, type PartnerCenterDeps } from "./client";
export type { PartnerCenterConfig, RetryTuning } from "./config";
export { isPartnerCenterError, PartnerCenterError } from "./errors";
export { type CallIds, callKind } from "./http";
export type { Address, AgreementConsent, NewCustomer } from "./resources/customers";
export * from "./schemas";
export { createTokenSource, type RefreshTokenStore, type TokenSource } from "./tokens";
export { type SignatureCheck, verifyWebhookSignature } from "./webhooks/signature";
