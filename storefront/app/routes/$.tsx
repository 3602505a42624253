import { ErrorPage, errorTitle } from "../components/error-page";
import { notFound } from "../server/guards.server";
import type { Route } from "./+types/$";

export function loader() {
  throw notFound();
}

export const meta: Route.MetaFunction = () => [{ title: errorTitle(404) }];

export default function NotFound() {
  return <ErrorPage status={404} message={null} reference={null} seller={null} />;
}
