import { Form, useNavigation } from "react-router";
import type { OwnAgreement } from "../../../../src/api/store/csp/agreement/document";
import { Button, ButtonLink } from "../../components/ui/button";
import { type FormMemory, NO_MEMORY } from "../../components/ui/field";
import { Card, Fact, Facts, Notice } from "../../components/ui/layout";
import { Instant } from "../../components/ui/values";
import type { Person } from "./person-fields";
import { SignatoryForm } from "./signatory-form";

export const CHECK = "check";

export type AttestationProps = {
  agreement: OwnAgreement;
  person: Person;
  country: string;
  languages: readonly { value: string; label: string }[];
  memory: FormMemory;
  /** Somebody has just said that it was accepted. */
  checked: boolean;
};

/** The agreement as it is accepted on Microsoft's own page: named, waited for, and found accepted, however that came about. */
export function Attestation(props: AttestationProps) {
  const { agreement, checked, memory } = props;
  const { attestation } = agreement;
  if (agreement.is_ready) {
    return <Accepted agreement={agreement} />;
  }
  const form = (
    <SignatoryForm
      person={props.person}
      companyName={agreement.company_name}
      country={props.country}
      language={agreement.language}
      languages={props.languages}
      statement={agreement.statement}
      memory={memory}
    />
  );
  return (
    <>
      {agreement.is_away && (
        <Notice tone="warn" title="Microsoft does not answer just now" live>
          Nothing is lost: what you have done is kept. Look again in a minute.
        </Notice>
      )}
      {agreement.state === "outdated" && (
        <Notice tone="warn" title="Your company&rsquo;s agreement is too old">
          Microsoft asks for it anew
          {agreement.agreed_at !== null && (
            <>
              : it was accepted on <Instant at={agreement.agreed_at} />
            </>
          )}
          .
        </Notice>
      )}
      {attestation === null ? (
        <Card>{form}</Card>
      ) : (
        <>
          <Waiting agreement={agreement} attestation={attestation} checked={checked} />
          <details className="card p-5 sm:p-6" open={memory !== NO_MEMORY || undefined}>
            <summary className="cursor-pointer font-semibold">Somebody else will accept it</summary>
            <div className="mt-5">{form}</div>
          </details>
        </>
      )}
      {agreement.direct_url !== null && <Directly url={agreement.direct_url} />}
    </>
  );
}

function Accepted({ agreement: { state, name, agreed_at: at } }: { agreement: OwnAgreement }) {
  const words = {
    direct: "Your administrator has accepted the agreement with Microsoft.",
    not_needed: "Nothing has to be accepted for this order.",
  };
  return (
    <Notice tone="good" title={state === "not_needed" ? "No agreement is needed" : "Accepted"} live>
      <p>
        {state === "direct" || state === "not_needed" ? (
          words[state]
        ) : (
          <>
            {name ?? "Your company"} accepted the agreement{" "}
            {at !== null && (
              <>
                on <Instant at={at} />
              </>
            )}
            .
          </>
        )}
      </p>
      <div className="mt-4">
        <ButtonLink to="/checkout/review">Continue to review</ButtonLink>
      </div>
    </Notice>
  );
}

type WaitingProps = {
  agreement: OwnAgreement;
  attestation: NonNullable<OwnAgreement["attestation"]>;
  checked: boolean;
};

function Waiting({ agreement, attestation, checked }: WaitingProps) {
  const busy = useNavigation().state !== "idle";
  const { page_url: page, state } = attestation;
  const signatory = `${attestation.first_name} ${attestation.last_name}`;
  return (
    <Card title={state === "accepted" ? "Accepted; Microsoft has to confirm it" : `${signatory} has to accept it`}>
      <div className="grid gap-5">
        {attestation.problem !== null && !agreement.is_away && <Notice tone="warn">{attestation.problem}</Notice>}
        {checked && state === "begun" && attestation.problem === null && !agreement.is_away && (
          <Notice tone="info" title="Microsoft says that it is not accepted yet" live>
            Accept it on Microsoft&rsquo;s page first. It can take a moment until Microsoft tells us.
          </Notice>
        )}
        <Facts>
          <Fact name="Company">{attestation.company_name}</Fact>
          <Fact name="Signatory">
            {signatory}, {attestation.email}
          </Fact>
          <Fact name="Asked">
            <Instant at={attestation.asked_at} />
          </Fact>
        </Facts>
        {page === null ? (
          <p>We are asking Microsoft for the page. Press the button below in a minute.</p>
        ) : (
          state === "begun" && <PageLink url={page} signatory={signatory} email={attestation.email} />
        )}
        <Form method="post" className="grid gap-3">
          <div>
            <Button look={page === null ? "primary" : "quiet"} name="intent" value={CHECK} busy={busy}>
              {state === "begun" ? "I have accepted it: check now" : "Check now"}
            </Button>
          </div>
          <p className="text-sm text-soft">You can leave this page and come back: nothing has to be entered again.</p>
        </Form>
      </div>
    </Card>
  );
}

/** Always a link: Microsoft's page may not let itself be shown in a frame. */
function PageLink({ url, signatory, email }: { url: string; signatory: string; email: string }) {
  const subject = "Please accept the Microsoft Customer Agreement";
  const body = `Please open this page of Microsoft's, read the agreement and accept it for our company:\n\n${url}`;
  const mail = `mailto:${encodeURIComponent(email)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
  return (
    <div className="grid gap-2">
      <p>
        <a className="button button-primary" href={url} target="_blank" rel="noreferrer">
          Open Microsoft&rsquo;s page
        </a>
      </p>
      <p className="text-sm text-soft">It opens in a new tab. No sign-in is needed there.</p>
      <p className="text-sm text-soft">
        You are not {signatory}?{" "}
        <a className="link" href={mail}>
          Send the link on by mail
        </a>
        .
      </p>
    </div>
  );
}

function Directly({ url }: { url: string }) {
  return (
    <details className="card p-5 sm:p-6">
      <summary className="cursor-pointer font-semibold">Our administrator accepts it with Microsoft</summary>
      <div className="mt-4 grid gap-3">
        <p>
          A Global Administrator of your tenant can accept it in the{" "}
          <a className="link" href={url} target="_blank" rel="noreferrer">
            Microsoft 365 admin center
          </a>
          . This page notices it; you can also look at once.
        </p>
        <Form method="post">
          <Button look="quiet" name="intent" value={CHECK}>
            Look at Microsoft now
          </Button>
        </Form>
      </div>
    </details>
  );
}
