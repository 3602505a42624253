import { redirect } from "react-router";
import { guardedStep } from "../server/guards.server";
import type { Route } from "./+types/checkout._index";

/** Whoever opens the checkout is sent to the first step that is still missing. */
export async function loader({ context, url }: Route.LoaderArgs) {
  return guardedStep({ context, url }, "review", async () => redirect("/checkout/review"));
}
