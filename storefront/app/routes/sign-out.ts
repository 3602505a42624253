import { redirect } from "react-router";
import { sessionOf } from "../server/context.server";
import type { Route } from "./+types/sign-out";

export function loader() {
  return redirect("/");
}

export function action({ context }: Route.ActionArgs) {
  sessionOf(context).signOut();
  return redirect("/");
}
