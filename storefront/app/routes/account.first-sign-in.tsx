import { data, Form, useNavigation } from "react-router";
import { Button } from "../components/ui/button";
import { Card, Fact, Facts, Notice, PageTitle } from "../components/ui/layout";
import { revealFirstSignIn } from "../server/api/company.server";
import { withFieldProblems } from "../server/forms.server";
import { guardedCustomer } from "../server/guards.server";
import type { Route } from "./+types/account.first-sign-in";

export async function loader({ context, url }: Route.LoaderArgs) {
  return guardedCustomer({ context, url }, async () => null);
}

export async function action({ context, url }: Route.ActionArgs) {
  return guardedCustomer({ context, url }, async (api) => {
    const headers = { "Cache-Control": "private, no-store" };
    const asked = await withFieldProblems(
      {},
      () => "",
      () => revealFirstSignIn(api),
    );
    return asked.ok
      ? data({ secret: asked.result, problem: null }, { headers })
      : data({ secret: null, problem: asked.failure.problems[0]?.message ?? null }, { status: 400, headers });
  });
}

export const meta: Route.MetaFunction = () => [{ title: "First sign-in" }];

export default function FirstSignIn({ actionData }: Route.ComponentProps) {
  const busy = useNavigation().state !== "idle";
  return (
    <div className="grid gap-6">
      <PageTitle title="First sign-in">
        The name and password of your new tenant&rsquo;s first administrator. Microsoft asks for a new password at once.
      </PageTitle>
      {actionData?.secret ? (
        <Card>
          <div className="grid gap-5" role="status">
            <Facts>
              <Fact name="User name">
                <span className="break-all select-all">{actionData.secret.user_name}</span>
              </Fact>
              <Fact name="Password">
                <code className="break-all select-all">{actionData.secret.password}</code>
              </Fact>
            </Facts>
            <Notice tone="warn">Write this down now. We have deleted it and cannot show it again.</Notice>
            <div>
              <a className="button button-primary" href="https://admin.microsoft.com" target="_blank" rel="noreferrer">
                Open Microsoft 365 admin
              </a>
            </div>
          </div>
        </Card>
      ) : actionData?.problem ? (
        <Notice tone="bad" live>
          {actionData.problem}
        </Notice>
      ) : actionData ? (
        <Notice tone="info" title="There is nothing to show" live>
          The first sign-in was shown before, or your tenant is not ready yet. If you do not have it, write to us and we
          reset it at Microsoft.
        </Notice>
      ) : (
        <Card>
          <Form method="post" className="grid justify-items-start gap-4">
            <p>
              It is shown once. Have a password manager at hand, and make sure that nobody looks over your shoulder.
            </p>
            <Button busy={busy}>Show it now</Button>
          </Form>
        </Card>
      )}
    </div>
  );
}
