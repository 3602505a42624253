import { actOf, PARTNER_CENTER_EVENTS, WANTED_EVENTS } from "./partner-center-event-list";

/** The names in the vendor's documentation of its notifications, of the years 2023 to 2026. */
const DOCUMENTED = `test-created subscription-updated subscription-active invoice-ready usagerecords-thresholdExceeded
  azure-fraud-event-detected new-commerce-migration-created new-commerce-migration-completed new-commerce-migration-failed
  new-commerce-migration-schedule-failed referral-created referral-updated related-referral-created related-referral-updated
  reseller-relationship-accepted-by-customer indirect-reseller-relationship-accepted-by-customer
  dap-admin-relationship-approved dap-admin-relationship-terminated dap-admin-relationship-terminated-by-microsoft
  granular-admin-relationship-approved granular-admin-relationship-activated granular-admin-relationship-expired
  granular-admin-relationship-terminated granular-admin-access-assignment-created
  granular-admin-access-assignment-activated granular-admin-access-assignment-updated
  granular-admin-access-assignment-deleted`.split(/\s+/);

describe("the list of Partner Center's events", () => {
  it.each(DOCUMENTED)("says what is done about %s, or why nothing is", (name) => {
    const row = PARTNER_CENTER_EVENTS[name];
    expect(row).toBeDefined();
    expect(row?.act ?? row?.because).toMatch(/\w{4}/);
  });

  it("lists no event that the vendor does not have", () => {
    expect(Object.keys(PARTNER_CENTER_EVENTS).sort()).toEqual([...DOCUMENTED].sort());
  });

  it("asks for what is acted on and the test, and takes no act from an unknown name", () => {
    expect(WANTED_EVENTS).toHaveLength(5);
    expect(actOf("something-new")).toBeNull();
    expect(actOf("toString")).toBeNull();
  });
});
