import { defineRouteConfig } from "@medusajs/admin-sdk";
import { ReceiptPercent } from "@medusajs/icons";
import { useState } from "react";
import { InvoiceDrawer } from "./invoice-drawer";
import { ListSection } from "./list-section";
import { RunBoard } from "./run-board";

const InvoicesPage = () => {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <div className="flex flex-col gap-3">
      <ListSection onOpen={setOpen} />
      <RunBoard />
      <InvoiceDrawer id={open} onClose={() => setOpen(null)} />
    </div>
  );
};

export const config = defineRouteConfig({ label: "Invoices", icon: ReceiptPercent });

export default InvoicesPage;
