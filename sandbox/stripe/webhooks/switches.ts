import { z } from "zod";

/**
 * How deliveries misbehave. Each switch applies to the next `count` events whose type is in `types` (all when absent):
 * drop       the event is never delivered, it only stands in GET /v1/events
 * delay      the first delivery waits `seconds`
 * duplicate  it is delivered twice
 * reorder    it waits until the event after it was sent
 */
export const deliverySwitch = z.object({
  action: z.enum(["drop", "delay", "duplicate", "reorder"]),
  types: z.array(z.string()).optional(),
  count: z.number().int().positive().default(1),
  seconds: z.number().nonnegative().default(60),
});

export type DeliverySwitch = z.output<typeof deliverySwitch>;

/** The switches that are set. */
export class DeliverySwitches {
  private active: DeliverySwitch[] = [];

  set(input: z.input<typeof deliverySwitch>): void {
    this.active.push(deliverySwitch.parse(input));
  }

  clear(): void {
    this.active = [];
  }

  list(): readonly DeliverySwitch[] {
    return this.active;
  }

  /** The switch for an event of this type, used up by one. */
  take(type: string): DeliverySwitch | undefined {
    const found = this.active.find((one) => one.types === undefined || one.types.includes(type));
    if (found !== undefined) {
      found.count -= 1;
      this.active = this.active.filter((one) => one.count > 0);
    }
    return found;
  }
}
