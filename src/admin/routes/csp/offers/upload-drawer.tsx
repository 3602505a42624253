import { Button, Checkbox, Drawer, Label, Text } from "@medusajs/ui";
import { useId, useState } from "react";
import { DrawerBody } from "../../../components/drawer-body";
import { Notice } from "../../../components/notice";
import { useUpload } from "./api";
import { SheetHistory } from "./sheet-history";
import { UploadResult } from "./upload-result";

type DrawerProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** Imports a price sheet and tells what happened, fault by fault. */
export function UploadDrawer({ open, onOpenChange }: DrawerProps) {
  const [file, setFile] = useState<File | null>(null);
  const [allowUnknown, setAllowUnknown] = useState(false);
  const [acceptOlder, setAcceptOlder] = useState(false);
  const upload = useUpload();
  const [fileId, unknownId, olderId] = [useId(), useId(), useId()];
  const looked = upload.data?.outcome === "forecast" ? upload.data.forecast : null;
  const isOlder = looked !== null && looked.newer_month !== null;
  const again = () => {
    upload.reset();
    setAcceptOlder(false);
  };
  const run = (dryRun: boolean) => file && upload.mutate({ file, allowUnknown, dryRun, acceptOlder });
  const change = (next: boolean) => {
    if (!next) {
      again();
      setFile(null);
    }
    onOpenChange(next);
  };
  return (
    <Drawer open={open} onOpenChange={change}>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>Import price sheet</Drawer.Title>
          <Drawer.Description>
            Microsoft's licence-based price sheet (CSV), downloaded from Partner Center or from its API.
          </Drawer.Description>
        </Drawer.Header>
        <DrawerBody>
          <div className="flex flex-col gap-2">
            <Label htmlFor={fileId}>File</Label>
            <input
              id={fileId}
              type="file"
              accept=".csv,text/csv"
              onChange={(event) => {
                setFile(event.target.files?.[0] ?? null);
                again();
              }}
            />
            <div className="flex items-center gap-2">
              <Checkbox
                id={unknownId}
                checked={allowUnknown}
                onCheckedChange={(checked) => {
                  setAllowUnknown(checked === true);
                  again();
                }}
              />
              <Label htmlFor={unknownId}>Ignore columns that are not known</Label>
            </div>
            <Text size="small" className="text-ui-fg-subtle">
              First you see what would change. The sheet is imported whole or not at all; the same file twice changes
              nothing.
            </Text>
          </div>
          {upload.isError && <Notice variant="error">{upload.error.message}</Notice>}
          {upload.data && <UploadResult answer={upload.data} />}
          {isOlder && (
            <div className="flex items-center gap-2">
              <Checkbox
                id={olderId}
                checked={acceptOlder}
                onCheckedChange={(checked) => setAcceptOlder(checked === true)}
              />
              <Label htmlFor={olderId}>Yes, import the older month</Label>
            </div>
          )}
          <SheetHistory />
        </DrawerBody>
        <Drawer.Footer>
          <Drawer.Close asChild>
            <Button variant="secondary">Close</Button>
          </Drawer.Close>
          {looked === null ? (
            <Button disabled={file === null || upload.isPending} isLoading={upload.isPending} onClick={() => run(true)}>
              Show what changes
            </Button>
          ) : (
            <Button disabled={upload.isPending || (isOlder && !acceptOlder)} onClick={() => run(false)}>
              Import
            </Button>
          )}
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  );
}
