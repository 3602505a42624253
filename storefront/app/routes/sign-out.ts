import { redirect } from "react-router";
import { signOut } from "../server/api/customers.server";
import { apiOf, sessionOf } from "../server/context.server";
import type { Route } from "./+types/sign-out";

export function loader() {
  return redirect("/");
}

export async function action({ context }: Route.ActionArgs) {
  const session = sessionOf(context);
  if (session.data.token !== undefined) {
    // Whoever wants to leave leaves this browser in any case.
    await signOut(apiOf(context)).catch((error: unknown) => console.error("Sign-out did not reach the server:", error));
  }
  session.signOut();
  return redirect("/");
}
