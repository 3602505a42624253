import { Form, useNavigation } from "react-router";
import { Button } from "../../components/ui/button";
import { Notice } from "../../components/ui/layout";
import type { Address } from "../../server/api/company.server";

/** What the button of the suggestion says it wants. */
export const USE_SUGGESTED_ADDRESS = "use_suggested_address";

/** An address in one line, without its country. */
export const addressInWords = ({ line1, line2, city, province, postal_code }: Address): string =>
  [line1, line2, city, province, postal_code].filter(Boolean).join(", ");

/** Offers the address that Microsoft would put in the place of one it does not know. */
export function SuggestedAddress({ address }: { address: Address }) {
  const busy = useNavigation().state !== "idle";
  return (
    <Notice tone="info" title="Microsoft suggests another address">
      <p>{addressInWords(address)}</p>
      <Form method="post" className="mt-3">
        <Button look="quiet" name="intent" value={USE_SUGGESTED_ADDRESS} busy={busy}>
          Use this address
        </Button>
      </Form>
    </Notice>
  );
}
