import { data, Form, Link, redirect, useNavigation } from "react-router";
import { AuthCard } from "../components/auth-card";
import { Button } from "../components/ui/button";
import { Notice } from "../components/ui/layout";
import { askForConfirmation, confirmAddress, readMailAddress } from "../server/api/customers.server";
import { sessionOf } from "../server/context.server";
import { type FormFailure, withFieldProblems } from "../server/forms.server";
import { guarded, guardedCustomer } from "../server/guards.server";
import { waitHeaders } from "../server/wait-headers.server";
import type { Route } from "./+types/confirm-address";

export async function loader({ context, url }: Route.LoaderArgs) {
  const signedIn = sessionOf(context).data.token !== undefined;
  const address = signedIn ? await guarded({ context, url }, (api) => readMailAddress(api)) : null;
  return { code: url.searchParams.get("code"), signedIn, address };
}

/** `send` has another mail sent; without it the code of the address is redeemed. */
export async function action({ context, url, request }: Route.ActionArgs) {
  const form = await request.formData();
  const refused = (message: string, status = 400, retryAfter?: string | null) =>
    data({ said: "refused" as const, message }, { status, headers: waitHeaders(retryAfter) });
  const failed = ({ problems, status, retryAfter }: FormFailure) =>
    refused(problems[0]?.message ?? "", status, retryAfter);
  if (form.get("intent") === "send") {
    const sent = await guardedCustomer({ context, url }, (api) => onPage(() => askForConfirmation(api)));
    return sent.ok ? data({ said: "sent" as const, message: "" }) : failed(sent.failure);
  }
  const code = String(form.get("code") ?? "").slice(0, 200);
  const confirmed = await guarded({ context, url }, (api) => onPage(() => confirmAddress(api, code)));
  if (!confirmed.ok) {
    return failed(confirmed.failure);
  }
  if (!confirmed.result) {
    return refused("This link was used already, it is too old, or it belongs to another account.");
  }
  return redirect(afterwards(context));
}

/** What the API says against it is said on this page. */
const onPage = <T,>(call: () => Promise<T>) => withFieldProblems({}, () => "", call);

/** Back to where the customer was: an order that waits, or the account. */
function afterwards(context: Route.ActionArgs["context"]): string {
  return (sessionOf(context).data.cartCount ?? 0) > 0 ? "/checkout" : "/account";
}

export const meta: Route.MetaFunction = () => [{ title: "Confirm your mail address" }];

/** The address holds the code: it must not reach other sites. Without any referrer a form would have no origin either. */
export const headers: Route.HeadersFunction = () => ({ "Referrer-Policy": "same-origin", "Cache-Control": "no-store" });

export default function ConfirmAddressPage({ loaderData, actionData }: Route.ComponentProps) {
  const { code, signedIn, address } = loaderData;
  const busy = useNavigation().state !== "idle";
  const confirmed = address?.confirmed === true;
  return (
    <AuthCard
      title="Confirm your mail address"
      lead="Licences are ordered for confirmed addresses only."
      footer={
        <Link className="link" to={signedIn ? "/account" : "/sign-in"}>
          {signedIn ? "To your account" : "Sign in"}
        </Link>
      }
    >
      <div className="grid gap-5">
        {actionData?.said === "refused" && (
          <Notice tone="bad" title={actionData.message} live>
            {signedIn ? "Have another mail sent below." : "Sign in, and have another mail sent to you."}
          </Notice>
        )}
        {actionData?.said === "sent" && (
          <Notice tone="info" title="The mail is on its way" live>
            The link in it works for 15 minutes.
          </Notice>
        )}
        {confirmed ? (
          <Notice tone="good" title="Your address is confirmed" live>
            You can order now.
          </Notice>
        ) : (
          <>
            {code !== null && !signedIn && <SignInFirst code={code} />}
            {code !== null && signedIn && actionData?.said !== "refused" && (
              <Form method="post" className="grid gap-5">
                <input type="hidden" name="code" value={code} />
                <Button busy={busy}>Confirm the address</Button>
              </Form>
            )}
            {code === null && address !== null && (
              <p>
                We have mailed a link to <strong className="break-words">{address.email}</strong>. Open it to confirm
                that you read the mails of this address.
              </p>
            )}
            {signedIn && (code === null || actionData?.said === "refused") && (
              <Form method="post">
                <input type="hidden" name="intent" value="send" />
                <Button look="quiet" busy={busy}>
                  Send the mail again
                </Button>
              </Form>
            )}
          </>
        )}
      </div>
    </AuthCard>
  );
}

/**
 * The link alone confirms nothing: whoever signed up with somebody else's address would only have to wait until that
 * somebody opens it.
 */
function SignInFirst({ code }: { code: string }) {
  const here = encodeURIComponent(`/confirm-address?code=${encodeURIComponent(code)}`);
  return (
    <>
      <p>
        Sign in to the account that you have made with this address, and it is confirmed with the next click:{" "}
        <Link className="link" to={`/sign-in?redirectTo=${here}`}>
          Sign in
        </Link>
      </p>
      <p>
        If you do not know its password,{" "}
        <Link className="link" to="/forgot-password">
          choose a new one
        </Link>
        ; that confirms the address as well.
      </p>
    </>
  );
}
