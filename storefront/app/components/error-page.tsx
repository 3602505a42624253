import { useLocation } from "react-router";
import { ButtonLink } from "./ui/button";
import { Icon, type IconName } from "./ui/icon";
import { Container, Fact, Facts, PageTitle } from "./ui/layout";

type Say = { icon: IconName; title: string; text: string };

const SAYINGS: Record<number, Say> = {
  404: {
    icon: "search",
    title: "We could not find that page",
    text: "It may have moved, or it belongs to another account. Check the address, or start again from the products.",
  },
  503: {
    icon: "cloud",
    title: "The shop is not reachable right now",
    text: "Something behind this page is not answering. Nothing of yours is lost. Please try again in a minute.",
  },
};

const OTHERWISE: Say = {
  icon: "warning",
  title: "Something went wrong on our side",
  text: "We have noted the error. Please try again; if it happens once more, write to us and name the reference below.",
};

const REFUSED: Say = {
  icon: "warning",
  title: "That was not possible",
  text: "The shop did not take what was asked. Go back, change it, and try again.",
};

function sayingOf(status: number): Say {
  return SAYINGS[status] ?? (status >= 400 && status < 500 ? REFUSED : OTHERWISE);
}

type ErrorPageProps = {
  status: number;
  /** The API's own words about a refusal. */
  message: string | null;
  /** Names the failed request in the log. */
  reference: string | null;
  /** Null when the shop has never heard who sells here. */
  seller: { name: string; support_email: string; support_phone: string } | null;
};

/** The browser's title for an error page. */
export function errorTitle(status: number): string {
  return sayingOf(status).title;
}

/** The page for everything that is not a page. It says whom to write to, and how to name what happened. */
export function ErrorPage({ status, message, reference, seller }: ErrorPageProps) {
  const { pathname, search } = useLocation();
  const { icon, title, text } = sayingOf(status);
  const ours = status >= 500;
  return (
    <Container narrow>
      <div className="card grid justify-items-start gap-5 p-6 sm:p-10">
        <span className="grid size-12 place-items-center rounded-full bg-accent-wash text-accent">
          <Icon name={icon} className="size-6" />
        </span>
        <PageTitle title={title}>{status === 404 ? text : (message ?? text)}</PageTitle>
        {ours && (
          <Facts>
            {reference && (
              <Fact name="Reference">
                <code className="select-all">{reference}</code>
              </Fact>
            )}
            {seller !== null && (
              <Fact name={`Write to ${seller.name}`}>
                <a className="link break-all" href={`mailto:${seller.support_email}`}>
                  {seller.support_email}
                </a>
              </Fact>
            )}
            {seller !== null && seller.support_phone !== "" && <Fact name="Or call">{seller.support_phone}</Fact>}
          </Facts>
        )}
        <div className="flex flex-wrap gap-3">
          {status !== 404 && (
            <ButtonLink to={`${pathname}${search}`} download>
              Try again
            </ButtonLink>
          )}
          <ButtonLink to="/" look={status === 404 ? "primary" : "quiet"}>
            Go to the products
          </ButtonLink>
        </div>
      </div>
    </Container>
  );
}
