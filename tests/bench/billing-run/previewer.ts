import { setTimeout as wait } from "node:timers/promises";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { BILLING_MODULE } from "../../../src/modules/billing";
import { planForAccount } from "../../../src/processes/billing";

/** Between the end of one preview and the start of the next. */
const PAUSE_MS = 10;
const CUSTOMERS = 2_000;

type Customer = {
  readonly subscriptionId: string;
  readonly companyId: string;
  readonly quantity: number;
  readonly sequence: number;
};

/** A row of customers who look, one after the other, at what one more seat would cost them. */
export class SeatChangePreviewer {
  private next = 0;
  private stopped = false;

  private constructor(
    private readonly container: MedusaContainer,
    private readonly now: Date,
    private readonly customers: readonly Customer[],
  ) {}

  static async over(db: Knex, container: MedusaContainer, now: Date): Promise<SeatChangePreviewer> {
    const { rows } = await db.raw<{ rows: Customer[] }>(
      `select s.id as "subscriptionId", s.company_id as "companyId", s.quantity_now as quantity,
         (select max(sequence) from bench.event e where e.subscription_id = s.id) as sequence
       from bench.subscription s where s.cancelled_on is null order by bench.chance(s.n, 99) limit ${CUSTOMERS}`,
    );
    return new SeatChangePreviewer(container, now, rows);
  }

  /**
   * @returns milliseconds of each preview, counted from the moment it was to start: a process too busy to start it makes
   * the customer wait as well.
   */
  async preview(count: number): Promise<number[]> {
    const samples: number[] = [];
    while (samples.length < count && !this.stopped) {
      const startAt = performance.now() + PAUSE_MS;
      await wait(PAUSE_MS);
      await this.previewOne();
      samples.push(performance.now() - startAt);
    }
    return samples;
  }

  stop(): void {
    this.stopped = true;
  }

  private async previewOne(): Promise<void> {
    const customer = this.customers[this.next % this.customers.length];
    this.next += 1;
    const billing = this.container.resolve(BILLING_MODULE);
    const account = customer && (await billing.findAccount(customer.companyId));
    if (!account) {
      throw new Error("The customer of a preview has no billing account.");
    }
    const event = {
      type: "quantity_changed",
      id: "preview",
      sequence: customer.sequence + 1,
      on: this.now.toISOString().slice(0, 10),
      quantity: customer.quantity + 1,
    } as const;
    const plan = await planForAccount(this.container, {
      account,
      now: this.now,
      extraEvents: new Map([[customer.subscriptionId, [event]]]),
    });
    if (!plan.documents.some(({ lines }) => lines.some((line) => line.sourceEventId === event.id))) {
      throw new Error(`The preview of ${customer.subscriptionId} does not show the seat that was added.`);
    }
  }
}
