import { Form, useNavigation } from "react-router";
import { Button } from "../../components/ui/button";
import { ErrorSummary } from "../../components/ui/error-summary";
import { type FormMemory, TextField } from "../../components/ui/field";
import { Card, Notice } from "../../components/ui/layout";
import { RelationshipNotice } from "./relationship-notice";

type TenantProofProps = { domain: string; url: string | null; memory: FormMemory; asked: boolean };

/**
 * Asks for the proof that a tenant is the customer's own. It says the same whether there is such a tenant, whether it is
 * the shop's customer already, and whether a code went out.
 */
export function TenantProof({ domain, url, memory, asked }: TenantProofProps) {
  const busy = useNavigation().state !== "idle";
  return (
    <div className="grid gap-6">
      {asked && (
        <Notice tone="info" title="We have asked for another code" live>
          Microsoft&rsquo;s contact for {domain} gets it by mail in a minute, if there is one.
        </Notice>
      )}
      <Card title={`Show us that ${domain} is yours`}>
        <Form method="post" className="grid gap-5" noValidate>
          <ErrorSummary memory={memory} />
          <p>
            We send a code to the contact that Microsoft has on record for {domain}, once your own mail address is
            confirmed and an administrator there has accepted us as its reseller. Ask that person for the code and enter
            it here. Until then nothing can be ordered for this tenant.
          </p>
          <TextField
            name="code"
            label="Code from the mail"
            hint="Eight letters and digits, such as K7PM-2XQD. It is good for a day."
            defaultValue=""
            memory={memory}
            required={false}
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
          />
          <div className="flex flex-wrap gap-3">
            <Button name="intent" value="prove" busy={busy}>
              Check the code
            </Button>
            <Button look="quiet" name="intent" value="send-code">
              Send another code
            </Button>
          </div>
          <p className="text-soft">No code arrives? Write to us: we can also confirm your tenant by hand.</p>
        </Form>
      </Card>
      {url !== null && <RelationshipNotice domain={domain} url={url} />}
    </div>
  );
}
