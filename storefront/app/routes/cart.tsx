import { data, Form, useNavigation } from "react-router";
import { Button, ButtonLink } from "../components/ui/button";
import { Card, Container, Empty, Notice, PageTitle } from "../components/ui/layout";
import { changeCart } from "../features/cart/cart-actions.server";
import { CartLine } from "../features/cart/cart-line";
import { Totals } from "../features/cart/totals";
import { guarded, readCurrentCart } from "../server/guards.server";
import type { Route } from "./+types/cart";

export async function loader({ context, url }: Route.LoaderArgs) {
  return { cart: await guarded({ context, url }, readCurrentCart) };
}

export async function action({ context, url, request }: Route.ActionArgs) {
  const form = await request.formData();
  const answer = await guarded({ context, url }, (api, session) => changeCart(api, session, form));
  return answer instanceof Response ? answer : data(answer, { status: 400 });
}

/** Also after a refusal: the seats of a line before the refused one are saved by then. */
export const shouldRevalidate = () => true;

export const meta: Route.MetaFunction = () => [{ title: "Cart" }];

export default function CartPage({ loaderData, actionData }: Route.ComponentProps) {
  const { cart } = loaderData;
  const going = useNavigation().formData?.get("intent") === "continue";
  if (cart === null || cart.lines.length === 0) {
    return (
      <Container narrow>
        <div className="grid gap-6">
          <PageTitle title="Cart" />
          <Empty icon="cart" title="Your cart is empty" action={<ButtonLink to="/">See the products</ButtonLink>}>
            What you add stays here for a week, also without an account.
          </Empty>
        </div>
      </Container>
    );
  }
  const problem = actionData ?? null;
  return (
    <Container>
      <div className="grid gap-6">
        <PageTitle title="Cart" />
        {problem !== null && problem.lineId === "" && (
          <Notice tone="bad" live>
            {problem.message}
          </Notice>
        )}
        <Form method="post" action="/cart" noValidate className="grid items-start gap-6 lg:grid-cols-[1fr_22rem]">
          <Card>
            <ul>
              {cart.lines.map((line) => (
                <CartLine
                  key={line.id}
                  line={line}
                  priced={cart.quote?.lines.find((priced) => priced.plan_id === line.plan_id)}
                  problem={problem}
                />
              ))}
            </ul>
          </Card>
          <Card title="Summary" className="lg:sticky lg:top-6">
            <div className="grid gap-5">
              {cart.quote === null ? (
                <Notice tone="warn" title="This cart cannot be ordered as it is">
                  {cart.problems.map(({ message }) => message).join(" ") || "Please change or remove a line."}
                </Notice>
              ) : (
                <Totals quote={cart.quote} />
              )}
              {cart.quote !== null && (
                <Button name="intent" value="continue" busy={going}>
                  Continue to checkout
                </Button>
              )}
              <ButtonLink to="/" look="plain">
                Add more products
              </ButtonLink>
            </div>
          </Card>
        </Form>
      </div>
    </Container>
  );
}
