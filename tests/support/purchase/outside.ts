import { createManualClock } from "../../../sandbox/clock/manual-clock";
import { createPartnerCenterSimulator, type PartnerCenterControl } from "../../../sandbox/partner-center";
import { createStripeSimulator, type StripeSimulator } from "../../../sandbox/stripe";

/** The outside world of a shop under test: the vendor and the card processor, on the test's own standing clock. */
export interface Outside {
  readonly vendor: PartnerCenterControl;
  readonly stripe: StripeSimulator["control"];
  advanceBy(milliseconds: number): void;
  /** Both forget everything but who signs in; the clock goes on. */
  reset(): void;
  stop(): Promise<void>;
}

/**
 * Starts both simulators and points this process's settings at them. To be called before the application is loaded,
 * because it reads its settings once.
 */
export async function startOutside(): Promise<Outside> {
  const clock = createManualClock(new Date(process.env.SEATLINE_TEST_CLOCK ?? "2026-03-15T10:00:00.000Z"));
  const vendor = createPartnerCenterSimulator({
    clock,
    priceSheetFile: "sandbox/demo/price-sheet.csv",
    settings: { provisioningDelayMs: 0, profile: "2026-11" },
  });
  const stripe = createStripeSimulator({ clock });
  const [runningVendor, runningStripe] = await Promise.all([vendor.start(0), stripe.start(0)]);
  Object.assign(process.env, {
    PARTNER_CENTER_API_BASE: runningVendor.url,
    PARTNER_CENTER_LOGIN_BASE: runningVendor.url,
    PARTNER_CENTER_PRICE_SHEET_BASE: runningVendor.url,
    PARTNER_CENTER_ACCEPTANCE_PAGE: `${runningVendor.url}/mca/`,
    STRIPE_API_BASE: runningStripe.url,
  });
  return {
    vendor: vendor.control,
    stripe: stripe.control,
    advanceBy: (milliseconds) => clock.advanceBy(milliseconds),
    reset: () => {
      vendor.control.reset();
      stripe.control.reset();
    },
    stop: async () => {
      await Promise.all([runningVendor.stop(), runningStripe.stop()]);
    },
  };
}
