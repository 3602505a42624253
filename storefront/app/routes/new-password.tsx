import { Form, Link, redirect, useNavigation } from "react-router";
import { AuthCard } from "../components/auth-card";
import { Button } from "../components/ui/button";
import { ErrorSummary } from "../components/ui/error-summary";
import { NO_MEMORY, TextField } from "../components/ui/field";
import { Notice } from "../components/ui/layout";
import { newPasswordSchema } from "../features/account/sign-in.server";
import { setPassword } from "../server/api/customers.server";
import { sessionOf } from "../server/context.server";
import { formFailure, parseForm, withFieldProblems } from "../server/forms.server";
import { guarded } from "../server/guards.server";
import type { Route } from "./+types/new-password";

const tokenOf = (url: URL): string => url.searchParams.get("token") ?? "";

export function loader({ url }: Route.LoaderArgs) {
  return { hasToken: tokenOf(url) !== "" };
}

export async function action({ context, url, request }: Route.ActionArgs) {
  const form = parseForm(await request.formData(), newPasswordSchema);
  if (!form.ok) {
    return formFailure(form);
  }
  const set = await guarded({ context, url }, (api) =>
    withFieldProblems(
      form.values,
      () => "password",
      () => setPassword(api, tokenOf(url), form.value.password),
    ),
  );
  if (!set.ok) {
    return formFailure(set.failure);
  }
  if (!set.result) {
    const message = "This link was used already, or it is too old. Please ask for another one.";
    return formFailure({ problems: [{ field: "", message }], values: form.values });
  }
  // Whoever was signed in here was somebody with the old password.
  sessionOf(context).signOut();
  return redirect("/sign-in?password=new");
}

export const meta: Route.MetaFunction = () => [{ title: "Choose a new password" }];

/** The address holds the token: it must not reach other sites. Without any referrer a form would have no origin either. */
export const headers: Route.HeadersFunction = () => ({ "Referrer-Policy": "same-origin", "Cache-Control": "no-store" });

export default function NewPasswordPage({ loaderData, actionData }: Route.ComponentProps) {
  const memory = actionData ?? NO_MEMORY;
  const busy = useNavigation().state !== "idle";
  return (
    <AuthCard
      title="Choose a new password"
      lead="You will be signed out everywhere else."
      footer={
        <Link className="link" to="/forgot-password">
          Ask for another link
        </Link>
      }
    >
      {loaderData.hasToken ? (
        <Form method="post" className="grid gap-5" noValidate>
          <ErrorSummary memory={memory} />
          <TextField
            name="password"
            label="New password"
            type="password"
            autoComplete="new-password"
            hint="At least 10 characters. A few unrelated words work well."
            memory={memory}
          />
          <Button busy={busy}>Save the password</Button>
        </Form>
      ) : (
        <Notice tone="bad" title="This link is not complete">
          Please copy the whole address from the mail, or ask for another link.
        </Notice>
      )}
    </AuthCard>
  );
}
