import type { INotificationModuleService, MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { being } from "../../reads/like-pattern";

type WithDeletion = INotificationModuleService & { deleteNotifications(ids: string[]): Promise<void> };

/** Deletes what Medusa has noted of the tries at one mail (by its key), or of all mails to an address, however it was typed. */
export async function forgetCopies(
  container: MedusaContainer,
  of: { readonly key: string } | { readonly to: string },
): Promise<void> {
  // Medusa's service can delete; its published type leaves that out.
  const notifications = container.resolve<WithDeletion>(Modules.NOTIFICATION);
  const which = "key" in of ? { resource_id: of.key } : { to: { $ilike: being(of.to) } };
  const noted = await notifications.listNotifications(which as never, { select: ["id"], take: null });
  await notifications.deleteNotifications(noted.map(({ id }) => id));
}
