import { Form, Link, redirect, useNavigation } from "react-router";
import { AuthCard } from "../components/auth-card";
import { Button } from "../components/ui/button";
import { ErrorSummary } from "../components/ui/error-summary";
import { NO_MEMORY, TextField } from "../components/ui/field";
import { Notice } from "../components/ui/layout";
import { signInSchema } from "../features/account/sign-in.server";
import { signIn } from "../server/api/customers.server";
import { sessionOf } from "../server/context.server";
import { formFailure, parseForm, withFieldProblems } from "../server/forms.server";
import { guarded, takeUpCart } from "../server/guards.server";
import { redirectTarget } from "../server/redirect-to.server";
import type { Route } from "./+types/sign-in";

export async function loader({ context, url }: Route.LoaderArgs) {
  const target = redirectTarget(url);
  if (sessionOf(context).data.token !== undefined) {
    throw redirect(target);
  }
  return { target, newPassword: url.searchParams.get("password") === "new" };
}

export async function action({ context, url, request }: Route.ActionArgs) {
  const form = parseForm(await request.formData(), signInSchema);
  if (!form.ok) {
    return formFailure(form);
  }
  const attempt = await guarded({ context, url }, (api) =>
    withFieldProblems(
      form.values,
      (field) => field,
      () => signIn(api, form.value.email, form.value.password),
    ),
  );
  if (!attempt.ok) {
    return formFailure(attempt.failure);
  }
  const signedIn = attempt.result;
  if (signedIn === null) {
    // One message for an unknown address and for a wrong password: it must not tell who has an account.
    const message = "The email address and the password do not fit together. Please check both.";
    return formFailure({ problems: [{ field: "email", message }], values: form.values });
  }
  sessionOf(context).signIn(signedIn.token, signedIn.customer);
  await guarded({ context, url }, takeUpCart);
  return redirect(redirectTarget(url));
}

export const meta: Route.MetaFunction = () => [{ title: "Sign in" }];

export default function SignInPage({ loaderData, actionData }: Route.ComponentProps) {
  const memory = actionData ?? NO_MEMORY;
  const busy = useNavigation().state !== "idle";
  return (
    <AuthCard
      title="Sign in"
      lead="To your company's subscriptions and invoices."
      footer={
        <>
          New here?{" "}
          <Link className="link" to={`/sign-up?redirectTo=${encodeURIComponent(loaderData.target)}`}>
            Create an account
          </Link>
        </>
      }
    >
      {loaderData.newPassword && (
        <div className="mb-5">
          <Notice tone="good" title="Your new password is set" live>
            Sign in with it.
          </Notice>
        </div>
      )}
      <Form method="post" className="grid gap-5" noValidate>
        <ErrorSummary memory={memory} />
        <TextField name="email" label="Email" type="email" autoComplete="username" memory={memory} />
        <TextField name="password" label="Password" type="password" autoComplete="current-password" memory={memory} />
        <Button busy={busy}>Sign in</Button>
        <p className="text-center">
          <Link className="link" to="/forgot-password">
            Forgot your password?
          </Link>
        </p>
      </Form>
    </AuthCard>
  );
}
