import { Notice } from "../../components/ui/layout";

type RelationshipNoticeProps = { domain: string; url: string };

function mailTo(domain: string, url: string): string {
  const subject = `Please accept our reseller for ${domain} at Microsoft`;
  const body = `Please open this link as a Global Administrator of ${domain} and accept the reseller relationship:\n\n${url}`;
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}

/** Asks for the one thing only the customer's administrator can do: accept the reseller relationship. */
export function RelationshipNotice({ domain, url }: RelationshipNoticeProps) {
  return (
    <Notice tone="warn" title="An administrator of your tenant has to accept us">
      <p>
        Open the link below as a Global Administrator of {domain} and accept the reseller relationship. Until then
        Microsoft does not let us deliver licences there.
      </p>
      <p className="mt-2">
        <a className="link break-all" href={url} target="_blank" rel="noreferrer">
          {url}
        </a>
      </p>
      <p className="mt-2">
        You are not an administrator? <a href={mailTo(domain, url)}>Send the link on by mail</a>, or copy it. This page
        looks again each time it is opened.
      </p>
    </Notice>
  );
}
