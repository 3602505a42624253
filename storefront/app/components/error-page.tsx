import { useLocation } from "react-router";
import { ButtonLink } from "./ui/button";
import { Icon, type IconName } from "./ui/icon";
import { Container, PageTitle } from "./ui/layout";

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
  text: "We have noted the error. Please try again; if it happens once more, write to us and say what you were doing.",
};

/** The browser's title for an error page. */
export function errorTitle(status: number): string {
  return (SAYINGS[status] ?? OTHERWISE).title;
}

/** The page for everything that is not a page. */
export function ErrorPage({ status }: { status: number }) {
  const { pathname, search } = useLocation();
  const { icon, title, text } = SAYINGS[status] ?? OTHERWISE;
  return (
    <Container narrow>
      <div className="card grid justify-items-start gap-5 p-6 sm:p-10">
        <span className="grid size-12 place-items-center rounded-full bg-accent-wash text-accent">
          <Icon name={icon} className="size-6" />
        </span>
        <PageTitle title={title}>{text}</PageTitle>
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
