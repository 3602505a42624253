/** What is done about an event: its subscription is read again, or a tenant's owner has accepted the seller. */
export type PartnerCenterAct = "read_subscription" | "read_relationship";

export type PartnerCenterEventRow =
  | { readonly act: PartnerCenterAct }
  /** Nothing, and why: no row of ours depends on what it speaks of. */
  | { readonly act: null; readonly because: string };

const nothing = (because: string): PartnerCenterEventRow => ({ act: null, because });

const NO_USAGE = "No plan that is sold is billed by usage.";
const NO_DELEGATED_ADMIN =
  "Ordering needs the reseller relationship, and no right to administer the customer's tenant.";
const NO_MIGRATION = "No subscription of the former commerce is kept; one that was migrated is adopted like any other.";
const NO_REFERRAL = "Referrals are the seller's own sales work.";

/**
 * Every event that Partner Center's contract names. There is none for orders, agreements, transfers or suspensions by
 * Microsoft: what no event tells is found by polling orders and by reading subscriptions daily.
 */
export const PARTNER_CENTER_EVENTS: Readonly<Record<string, PartnerCenterEventRow>> = {
  "subscription-updated": { act: "read_subscription" },
  "subscription-active": { act: "read_subscription" },
  "reseller-relationship-accepted-by-customer": { act: "read_relationship" },
  "indirect-reseller-relationship-accepted-by-customer": { act: "read_relationship" },
  "test-created": nothing("It tells that notifications arrive, and that is all."),
  "invoice-ready": nothing("Microsoft's own invoices are not kept; they are compared from the seller's export."),
  "usagerecords-thresholdExceeded": nothing(NO_USAGE),
  "azure-fraud-event-detected": nothing(NO_USAGE),
  "new-commerce-migration-created": nothing(NO_MIGRATION),
  "new-commerce-migration-completed": nothing(NO_MIGRATION),
  "new-commerce-migration-failed": nothing(NO_MIGRATION),
  "new-commerce-migration-schedule-failed": nothing(NO_MIGRATION),
  "referral-created": nothing(NO_REFERRAL),
  "referral-updated": nothing(NO_REFERRAL),
  "related-referral-created": nothing(NO_REFERRAL),
  "related-referral-updated": nothing(NO_REFERRAL),
  "dap-admin-relationship-approved": nothing(NO_DELEGATED_ADMIN),
  "dap-admin-relationship-terminated": nothing(NO_DELEGATED_ADMIN),
  "dap-admin-relationship-terminated-by-microsoft": nothing(NO_DELEGATED_ADMIN),
  "granular-admin-relationship-approved": nothing(NO_DELEGATED_ADMIN),
  "granular-admin-relationship-activated": nothing(NO_DELEGATED_ADMIN),
  "granular-admin-relationship-expired": nothing(NO_DELEGATED_ADMIN),
  "granular-admin-relationship-terminated": nothing(NO_DELEGATED_ADMIN),
  "granular-admin-access-assignment-created": nothing(NO_DELEGATED_ADMIN),
  "granular-admin-access-assignment-activated": nothing(NO_DELEGATED_ADMIN),
  "granular-admin-access-assignment-updated": nothing(NO_DELEGATED_ADMIN),
  "granular-admin-access-assignment-deleted": nothing(NO_DELEGATED_ADMIN),
};

/** What is done about an event; null for one that is listed as nothing, and for one that nobody has heard of. */
export const actOf = (eventName: string): PartnerCenterAct | null =>
  Object.hasOwn(PARTNER_CENTER_EVENTS, eventName) ? (PARTNER_CENTER_EVENTS[eventName]?.act ?? null) : null;

/** The events that the vendor is asked to send: those that something is done about, and the test. */
export const WANTED_EVENTS: readonly string[] = [
  ...Object.keys(PARTNER_CENTER_EVENTS).filter((name) => actOf(name) !== null),
  "test-created",
];
