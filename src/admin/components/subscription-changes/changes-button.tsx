import { Button, Drawer, Text } from "@medusajs/ui";
import type { Subscription } from "../../../api/admin/csp/subscriptions/document";
import { DrawerBody } from "../drawer-body";
import { counted, day } from "../format";
import { LoadingRows } from "../loading-rows";
import { Notice } from "../notice";
import { termsInWords } from "../plans/words";
import { Problem } from "../problem";
import { renewalInWords } from "../subscriptions/words";
import { isUnderWay, useChanges } from "./api";
import { ChangeForm } from "./change-form";
import { ChangeList } from "./change-list";

/** Opens what was changed of a subscription, and the form that changes it on the customer's behalf. */
export function ChangesButton({ subscription }: { subscription: Subscription }) {
  return (
    <Drawer>
      <Drawer.Trigger asChild>
        <Button size="small" variant="secondary" aria-label={`Changes of ${subscription.sku_title}`}>
          Changes
        </Button>
      </Drawer.Trigger>
      <Drawer.Content>
        <Content subscription={subscription} />
      </Drawer.Content>
    </Drawer>
  );
}

function Content({ subscription }: { subscription: Subscription }) {
  const changes = useChanges(subscription.id);
  return (
    <>
      <Drawer.Header>
        <Drawer.Title>Changes of {subscription.sku_title}</Drawer.Title>
        <Drawer.Description>
          {counted(subscription.quantity, "seat")}, {termsInWords(subscription)}, until {day(subscription.term_last_on)}
          . {renewalInWords(subscription)}, as Microsoft&apos;s record says.
        </Drawer.Description>
      </Drawer.Header>
      <DrawerBody>
        {changes.isPending ? (
          <LoadingRows />
        ) : changes.isError ? (
          <Problem title="The changes could not be read." error={changes.error} onRetry={() => changes.refetch()} />
        ) : (
          <>
            {subscription.status !== "active" ? (
              <Notice variant="info">Only an active subscription can be changed.</Notice>
            ) : changes.data.some(isUnderWay) ? (
              <Notice variant="info">A change is under way. The next one can be asked for when it is over.</Notice>
            ) : (
              <ChangeForm subscription={subscription} />
            )}
            <section className="flex flex-col gap-1 border-t pt-4">
              <Text weight="plus">Changes so far</Text>
              {changes.data.length === 0 ? (
                <Text size="small" className="text-ui-fg-subtle">
                  Nothing has been changed since it was bought.
                </Text>
              ) : (
                <ChangeList subscriptionId={subscription.id} changes={changes.data} />
              )}
            </section>
          </>
        )}
      </DrawerBody>
      <Drawer.Footer>
        <Drawer.Close asChild>
          <Button size="small" variant="secondary">
            Close
          </Button>
        </Drawer.Close>
      </Drawer.Footer>
    </>
  );
}
