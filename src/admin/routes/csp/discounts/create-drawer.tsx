import { Button, Drawer, toast } from "@medusajs/ui";
import { useState } from "react";
import { fieldErrors } from "../../../components/client";
import { DrawerBody } from "../../../components/drawer-body";
import { Notice } from "../../../components/notice";
import { useCreateDiscount } from "./api";
import { type DiscountForm, emptyForm, toDiscount } from "./form";
import { ValidityFields } from "./validity-fields";
import { ValueFields } from "./value-fields";
import { WhereFields } from "./where-fields";
import { vendorOptions } from "./words";

type Props = { open: boolean; today: string; currency: string; onClose: () => void };

/** Agrees a new discount. */
export function CreateDrawer({ open, onClose, ...settings }: Props) {
  return (
    <Drawer open={open} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Drawer.Content>{open ? <Content {...settings} onClose={onClose} /> : null}</Drawer.Content>
    </Drawer>
  );
}

function Content({ today, currency, onClose }: Omit<Props, "open">) {
  const [form, setForm] = useState(() => emptyForm(today, vendorOptions[0]?.[0] ?? ""));
  const create = useCreateDiscount();
  const errors = fieldErrors(create.error);
  const set = (part: Partial<DiscountForm>) => {
    create.reset();
    setForm((now) => ({ ...now, ...part }));
  };
  const onSave = (event: React.FormEvent) => {
    event.preventDefault();
    create.mutate(toDiscount(form, currency), {
      onSuccess: ({ discount }) => {
        toast.success(`${discount.name} is agreed.`);
        onClose();
      },
    });
  };
  return (
    <form onSubmit={onSave} className="flex flex-1 flex-col overflow-hidden">
      <Drawer.Header>
        <Drawer.Title>New discount</Drawer.Title>
        <Drawer.Description>It cannot be changed later: end it and agree another one.</Drawer.Description>
      </Drawer.Header>
      <DrawerBody>
        <ValueFields form={form} errors={errors} set={set} currency={currency} />
        <WhereFields form={form} errors={errors} set={set} />
        <ValidityFields form={form} errors={errors} set={set} />
        {create.isError ? (
          <Notice variant="error">
            {Object.keys(errors).length === 0 ? create.error.message : "Please mend what is marked above."}
          </Notice>
        ) : null}
      </DrawerBody>
      <Drawer.Footer>
        <Drawer.Close asChild>
          <Button type="button" size="small" variant="secondary">
            Cancel
          </Button>
        </Drawer.Close>
        <Button type="submit" size="small" isLoading={create.isPending}>
          Agree it
        </Button>
      </Drawer.Footer>
    </form>
  );
}
