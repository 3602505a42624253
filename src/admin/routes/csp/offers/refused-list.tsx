import { Button, Text } from "@medusajs/ui";
import type { RefusedPlan } from "../../../../api/admin/csp/offers/document";
import { Notice } from "../../../components/notice";

const TOLD = 10;

/** Plans that did not go on sale, each with its reason. */
export function RefusedList({ refused, onClose }: { refused: RefusedPlan[]; onClose: () => void }) {
  if (refused.length === 0) {
    return null;
  }
  return (
    <div className="px-6 py-4">
      <Notice variant="warning">
        <Text size="small" weight="plus">
          {refused.length === 1 ? "One plan" : `${refused.length} plans`} did not go on sale
        </Text>
        <ul className="my-2">
          {refused.slice(0, TOLD).map(({ plan_id, title, reason }) => (
            <li key={plan_id}>
              <Text size="small">
                {title}: {reason}
              </Text>
            </li>
          ))}
        </ul>
        {refused.length > TOLD && <Text size="small">and {refused.length - TOLD} more</Text>}
        <Button size="small" variant="secondary" onClick={onClose}>
          Close
        </Button>
      </Notice>
    </div>
  );
}
