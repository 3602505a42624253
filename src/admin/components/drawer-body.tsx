import { Drawer } from "@medusajs/ui";
import type { ReactNode } from "react";

/** What a drawer holds. It scrolls, and who has no mouse reaches its end by the keyboard. */
export function DrawerBody({ children }: { readonly children: ReactNode }) {
  return (
    <Drawer.Body tabIndex={0} role="group" aria-label="Contents" className="flex flex-1 flex-col gap-4 overflow-y-auto">
      {children}
    </Drawer.Body>
  );
}
