import { Form } from "react-router";
import { Button } from "../../components/ui/button";
import { Notice } from "../../components/ui/layout";

/** Says that the customer's address waits for its confirmation, and has the mail sent again. */
export function UnconfirmedAddress({ email }: { email: string }) {
  return (
    <Notice tone="warn" title="Please confirm your mail address before you order">
      <p className="break-words">We have mailed a link to {email}. Open it, then come back to this page.</p>
      <Form method="post" action="/confirm-address" className="mt-3">
        <input type="hidden" name="intent" value="send" />
        <Button look="quiet">Send the mail again</Button>
      </Form>
    </Notice>
  );
}
