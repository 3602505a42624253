import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import type { ChangeState } from "../../../domain/states";
import type { CardGateway } from "../../../integrations/stripe";
import type { VendorOutcome } from "../../../integrations/vendor-port";
import type { ChangeFacts, LeasedChange, Subscription } from "../../../modules/subscription";

/** A change in hand. */
export type StepContext = {
  readonly container: MedusaContainer;
  readonly change: LeasedChange;
  readonly subscription: Subscription;
  readonly now: Date;
  readonly gateway?: CardGateway | undefined;
  /** Writes facts at once, under the lease. @throws Error when another worker has taken the change over */
  readonly note: (facts: ChangeFacts) => Promise<void>;
};

/** Where the change goes now, and what is written with that in one transaction. */
export type Step = {
  readonly to: ChangeState;
  readonly facts: ChangeFacts;
  readonly write?: (trx: Knex) => Promise<ChangeFacts>;
};

export type StepOutcome = VendorOutcome<Step>;
