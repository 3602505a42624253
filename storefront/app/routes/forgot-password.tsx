import { data, Form, Link, useNavigation } from "react-router";
import { AuthCard } from "../components/auth-card";
import { Button } from "../components/ui/button";
import { ErrorSummary } from "../components/ui/error-summary";
import { NO_MEMORY, TextField } from "../components/ui/field";
import { Notice } from "../components/ui/layout";
import { forgotPasswordSchema } from "../features/account/sign-in.server";
import { forgetPassword } from "../server/api/customers.server";
import { formFailure, parseForm, withFieldProblems } from "../server/forms.server";
import { guarded } from "../server/guards.server";
import type { Route } from "./+types/forgot-password";

export async function action({ context, url, request }: Route.ActionArgs) {
  const form = parseForm(await request.formData(), forgotPasswordSchema);
  if (!form.ok) {
    return formFailure(form);
  }
  const { email } = form.value;
  const attempt = await guarded({ context, url }, (api) =>
    withFieldProblems(
      form.values,
      () => "email",
      () => forgetPassword(api, email),
    ),
  );
  return attempt.ok ? data({ sentTo: email }) : formFailure(attempt.failure);
}

export const meta: Route.MetaFunction = () => [{ title: "Forgot your password?" }];

export default function ForgotPasswordPage({ actionData }: Route.ComponentProps) {
  const memory = actionData && "problems" in actionData ? actionData : NO_MEMORY;
  const sentTo = actionData && "sentTo" in actionData ? actionData.sentTo : null;
  const busy = useNavigation().state !== "idle";
  return (
    <AuthCard
      title="Forgot your password?"
      lead="Tell us your address, and we mail you a link with which you choose a new one."
      footer={
        <Link className="link" to="/sign-in">
          Back to sign in
        </Link>
      }
    >
      {sentTo === null ? (
        <Form method="post" className="grid gap-5" noValidate>
          <ErrorSummary memory={memory} />
          <TextField name="email" label="Email" type="email" autoComplete="username" memory={memory} />
          <Button busy={busy}>Mail me a link</Button>
        </Form>
      ) : (
        <Notice tone="info" title="Please look into your mail" live>
          If {sentTo} has an account here, a link is on its way. It works for 15 minutes and once.
        </Notice>
      )}
    </AuthCard>
  );
}
