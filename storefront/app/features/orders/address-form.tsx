import { Form, useNavigation } from "react-router";
import { Button } from "../../components/ui/button";
import { ErrorSummary } from "../../components/ui/error-summary";
import type { FormMemory } from "../../components/ui/field";
import { AddressFields } from "../company/address-fields";

type AddressFormProps = { defaults: Readonly<Record<string, string>>; memory: FormMemory };

/** Corrects the company's address for an order that waits for it. */
export function AddressForm({ defaults, memory }: AddressFormProps) {
  const busy = useNavigation().state !== "idle";
  return (
    <Form method="post" className="grid gap-5" noValidate>
      <ErrorSummary memory={memory} />
      <AddressFields defaults={defaults} memory={memory} />
      <div>
        <Button busy={busy}>Save and go on with the order</Button>
      </div>
    </Form>
  );
}
