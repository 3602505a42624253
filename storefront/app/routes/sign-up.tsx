import { Form, Link, redirect, useNavigation } from "react-router";
import { AuthCard } from "../components/auth-card";
import { Button } from "../components/ui/button";
import { ErrorSummary } from "../components/ui/error-summary";
import { NO_MEMORY, TextField } from "../components/ui/field";
import { signUpSchema } from "../features/account/sign-in.server";
import { signUp } from "../server/api/customers.server";
import { sessionOf } from "../server/context.server";
import { formFailure, parseForm, withFieldProblems } from "../server/forms.server";
import { guarded, takeUpCart } from "../server/guards.server";
import { redirectTarget } from "../server/redirect-to.server";
import type { Route } from "./+types/sign-up";

export async function loader({ context, url }: Route.LoaderArgs) {
  const target = redirectTarget(url);
  if (sessionOf(context).data.token !== undefined) {
    throw redirect(target);
  }
  return { target };
}

export async function action({ context, url, request }: Route.ActionArgs) {
  const form = parseForm(await request.formData(), signUpSchema);
  if (!form.ok) {
    return formFailure(form);
  }
  const { email, password, first_name: firstName, last_name: lastName } = form.value;
  const attempt = await guarded({ context, url }, (api) =>
    withFieldProblems(
      form.values,
      (field) => field,
      () => signUp(api, { email, password, firstName, lastName }),
    ),
  );
  if (!attempt.ok) {
    return formFailure(attempt.failure);
  }
  if (attempt.result === null) {
    const message = "We could not create an account with this email address. If you have one already, please sign in.";
    return formFailure({ problems: [{ field: "email", message }], values: form.values });
  }
  sessionOf(context).signIn(attempt.result.token, attempt.result.customer);
  await guarded({ context, url }, takeUpCart);
  return redirect(redirectTarget(url));
}

export const meta: Route.MetaFunction = () => [{ title: "Create an account" }];

export default function SignUpPage({ loaderData, actionData }: Route.ComponentProps) {
  const memory = actionData ?? NO_MEMORY;
  const busy = useNavigation().state !== "idle";
  return (
    <AuthCard
      title="Create an account"
      lead="You, as the person who buys for your company. The company itself comes next."
      footer={
        <>
          You have an account?{" "}
          <Link className="link" to={`/sign-in?redirectTo=${encodeURIComponent(loaderData.target)}`}>
            Sign in
          </Link>
        </>
      }
    >
      <Form method="post" className="grid gap-5" noValidate>
        <ErrorSummary memory={memory} />
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField name="first_name" label="First name" autoComplete="given-name" memory={memory} />
          <TextField name="last_name" label="Last name" autoComplete="family-name" memory={memory} />
        </div>
        <TextField name="email" label="Work email" type="email" autoComplete="username" memory={memory} />
        <TextField
          name="password"
          label="Password"
          type="password"
          autoComplete="new-password"
          hint="At least 10 characters. A few unrelated words work well."
          memory={memory}
        />
        <Button busy={busy}>Create account</Button>
      </Form>
    </AuthCard>
  );
}
