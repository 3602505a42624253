import { Icon, type IconName } from "../../components/ui/icon";
import type { Checkout } from "../../server/api/checkouts.server";

type Mark = { icon: IconName; look: string };

const MARKS: Record<Checkout["state"], Mark> = {
  awaiting_payment: { icon: "clock", look: "bg-info-wash text-info" },
  payment_failed: { icon: "cross", look: "bg-bad-wash text-bad" },
  authorised: { icon: "spinner", look: "bg-info-wash text-info" },
  ordering: { icon: "spinner", look: "bg-info-wash text-info" },
  live: { icon: "check", look: "bg-good-wash text-good" },
  partly_live: { icon: "warning", look: "bg-warn-wash text-warn" },
  refused: { icon: "cross", look: "bg-bad-wash text-bad" },
  canceled: { icon: "cross", look: "bg-warn-wash text-warn" },
  expired: { icon: "clock", look: "bg-warn-wash text-warn" },
};

const WAITS: Mark = { icon: "warning", look: "bg-warn-wash text-warn" };

/** The order's state as a large sign beside the title. The title says the same in words. */
export function OrderMark({ checkout }: { checkout: Pick<Checkout, "state" | "waits"> }) {
  const { icon, look } = checkout.waits === null ? MARKS[checkout.state] : WAITS;
  return (
    <span className={`grid size-12 shrink-0 place-items-center rounded-full sm:size-14 ${look}`}>
      <Icon name={icon} className={`size-6 sm:size-7 ${icon === "spinner" ? "spin" : ""}`} />
    </span>
  );
}
