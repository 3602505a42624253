import { Notice } from "../../components/ui/layout";

type RelationshipNoticeProps = { domain: string; url: string };

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
    </Notice>
  );
}
