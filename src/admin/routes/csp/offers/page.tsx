import { defineRouteConfig } from "@medusajs/admin-sdk";
import { Tag } from "@medusajs/icons";
import { useState } from "react";
import { OffersSection } from "./offers-section";
import { RuleDrawer } from "./rule-drawer";
import { UploadDrawer } from "./upload-drawer";

const OffersPage = () => {
  const [open, setOpen] = useState<"upload" | "rule" | null>(null);
  const onOpenChange = (isOpen: boolean) => setOpen((now) => (isOpen ? now : null));
  return (
    <>
      <OffersSection onUpload={() => setOpen("upload")} onRule={() => setOpen("rule")} />
      <UploadDrawer open={open === "upload"} onOpenChange={onOpenChange} />
      <RuleDrawer open={open === "rule"} onOpenChange={onOpenChange} />
    </>
  );
};

export const config = defineRouteConfig({ label: "Offers", icon: Tag, rank: 1 });

export default OffersPage;
