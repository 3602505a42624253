import { untilAnswered } from "./patience";
import { bought } from "./purchase";
import type { Scenario } from "./scenario";

/** A user of the partner's credits an invoice that was paid, and looks before trying again whether the note exists. */
export const credit: Scenario = {
  name: "credit",
  flows: 2,
  async prepare(world) {
    const checkoutId = await bought(world, {});
    const [invoice] = await world.rows<{ id: string }>(
      `select i.id from csp_invoice i join csp_checkout k on k.order_id = i.order_id
       where k.id = $1 and i.kind = 'activation'`,
      [checkoutId],
    );
    const id = invoice?.id ?? "";
    const notes = () =>
      world.rows<{ id: string }>("select id from csp_invoice where credited_invoice_id = $1 and kind = 'credit_note'", [
        id,
      ]);
    return {
      async run() {
        const body = { reason: "goodwill", text: "For the trouble.", lines: "all" };
        await untilAnswered(
          async () => (await notes()).length > 0 || world.admin("POST", `/invoices/${id}/credit`, body),
        );
      },
      async missing() {
        const [note, second] = await notes();
        if (second !== undefined) {
          return "credited twice";
        }
        return note === undefined ? "no credit note" : null;
      },
    };
  },
};
