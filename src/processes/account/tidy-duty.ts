import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../connections/settings";
import { ACCESS_MODULE } from "../../modules/access";
import { listUnconfirmedAccounts } from "../../reads/unconfirmed-accounts";
import type { Duty } from "../ticker";
import { eachRow } from "../ticker/each-row";
import { removeUnconfirmed } from "./remove-unconfirmed";

/** How long an account waits for its address to be confirmed (`docs/security.md`); after that the address is free again. */
const CONFIRM_WITHIN_DAYS = 14;
const ACCOUNTS_A_TURN = 20;

/**
 * Removes counts of requests and ended tokens that have no effect any more, and accounts that nobody has confirmed. It
 * names no instant: it looks once a minute, and a clock that is moved need not stop for it.
 */
export const accessTidyDuty: Duty = {
  name: "access-tidy",
  limitMs: 60_000,
  async run(container) {
    const done = await container.resolve(ACCESS_MODULE).tidy();
    return { done: done + (await removeForgotten(container)), nextDueAt: null };
  },
};

/** A host whose own sign-in it is keeps its accounts as long as it likes. */
async function removeForgotten(container: MedusaContainer): Promise<number> {
  if (!settingsOf(container).protectCoreRoutes) {
    return 0;
  }
  const forgotten = await listUnconfirmedAccounts(container, { days: CONFIRM_WITHIN_DAYS, limit: ACCOUNTS_A_TURN });
  let done = 0;
  const remove = async (identityId: string) => {
    done += (await removeUnconfirmed(container, identityId)) ? 1 : 0;
  };
  await eachRow(container, forgotten, remove, {
    duty: "access-tidy",
    failed: "An account that nobody has confirmed could not be removed",
    about: () => ({}),
  });
  return done;
}
