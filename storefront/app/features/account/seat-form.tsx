import { Form, useNavigation } from "react-router";
import { Button } from "../../components/ui/button";
import { Card, Notice } from "../../components/ui/layout";
import type { Subscription } from "../../server/api/account.server";
import type { Shop } from "../../server/api/shop.server";
import { QuantityField } from "../product/quantity-field";
import { SeatPreviewResult } from "./seat-preview";
import type { SeatQuestion } from "./seat-preview.server";

type SeatFormProps = { subscription: Subscription; question: SeatQuestion | null; seller: Shop["seller"] };

/** Asks what another number of seats would cost. Works without scripts: the number is in the page's address. */
export function SeatForm({ subscription, question, seller }: SeatFormProps) {
  const here = `/account/subscriptions/${subscription.id}`;
  const navigation = useNavigation();
  const busy = navigation.state === "loading" && navigation.location.search.includes("quantity=");
  return (
    <Card title="What would more or fewer seats cost?">
      <div className="grid gap-5">
        <Form method="get" action={`${here}#seats`} preventScrollReset className="grid gap-4" noValidate>
          <div className="flex flex-wrap items-end gap-x-4 gap-y-3" id="seats">
            <QuantityField
              id="quantity"
              label="Number of seats in all"
              defaultValue={question?.typed ?? String(subscription.quantity + 1)}
              min={1}
              max={null}
              problem={question?.problem ?? null}
            />
            <Button look="quiet" busy={busy}>
              Show the cost
            </Button>
          </div>
        </Form>
        {question?.preview && <SeatPreviewResult preview={question.preview} />}
        <Notice tone="info" title="This is a preview and changes nothing">
          To have the number changed, write to{" "}
          {seller.support_email ? (
            <a className="link" href={`mailto:${seller.support_email}`}>
              {seller.support_email}
            </a>
          ) : (
            seller.name
          )}
          {seller.support_phone && (
            <>
              {" "}
              or call{" "}
              <a className="link whitespace-nowrap" href={`tel:${seller.support_phone.replaceAll(/[^+\d]/g, "")}`}>
                {seller.support_phone}
              </a>
            </>
          )}
          .
        </Notice>
      </div>
    </Card>
  );
}
