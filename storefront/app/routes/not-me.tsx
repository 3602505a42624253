import { data, Form, Link, useNavigation } from "react-router";
import { AuthCard } from "../components/auth-card";
import { Button } from "../components/ui/button";
import { Notice } from "../components/ui/layout";
import { disown } from "../server/api/customers.server";
import { withFieldProblems } from "../server/forms.server";
import { guarded } from "../server/guards.server";
import { waitHeaders } from "../server/wait-headers.server";
import type { Route } from "./+types/not-me";

export function loader({ url }: Route.LoaderArgs) {
  return { hasCode: codeOf(url) !== "" };
}

export async function action({ context, url }: Route.ActionArgs) {
  const removed = await guarded({ context, url }, (api) =>
    withFieldProblems(
      {},
      () => "",
      () => disown(api, codeOf(url)),
    ),
  );
  if (removed.ok) {
    return data({ removed: true, message: "" });
  }
  const { problems, status = 400, retryAfter } = removed.failure;
  const message = problems[0]?.message ?? "";
  return data({ removed: false, message }, { status, headers: waitHeaders(retryAfter) });
}

const codeOf = (url: URL): string => (url.searchParams.get("code") ?? "").slice(0, 2000);

export const meta: Route.MetaFunction = () => [{ title: "This was not you" }];

/** The address holds the code: it must not reach other sites. Without any referrer a form would have no origin either. */
export const headers: Route.HeadersFunction = () => ({ "Referrer-Policy": "same-origin", "Cache-Control": "no-store" });

export default function NotMePage({ loaderData, actionData }: Route.ComponentProps) {
  const busy = useNavigation().state !== "idle";
  return (
    <AuthCard
      title="You have not made this account?"
      lead="Somebody has made an account with your mail address. Nothing can be ordered with it unless you confirm the address."
      footer={
        <Link className="link" to="/forgot-password">
          Choose a new password instead
        </Link>
      }
    >
      <div className="grid gap-5">
        {actionData?.removed === true && (
          <Notice tone="good" title="The account is removed" live>
            Everybody who was signed in to it is signed out, and what was typed into it is gone.
          </Notice>
        )}
        {actionData?.removed === false && (
          <Notice tone="bad" title={actionData.message} live>
            Nothing was removed.
          </Notice>
        )}
        {!loaderData.hasCode && (
          <Notice tone="bad" title="This link is not complete">
            Please copy the whole address from the mail.
          </Notice>
        )}
        {loaderData.hasCode && actionData?.removed !== true && (
          <Form method="post">
            <Button busy={busy}>Remove the account</Button>
          </Form>
        )}
      </div>
    </AuthCard>
  );
}
