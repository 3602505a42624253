import { Alert, Button, Checkbox, Drawer, Label, Text } from "@medusajs/ui";
import { useId, useState } from "react";
import { useUpload } from "./api";
import { SheetHistory } from "./sheet-history";
import { UploadResult } from "./upload-result";

type DrawerProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** Imports a price sheet and tells what happened, fault by fault. */
export function UploadDrawer({ open, onOpenChange }: DrawerProps) {
  const [file, setFile] = useState<File | null>(null);
  const [allowUnknown, setAllowUnknown] = useState(false);
  const upload = useUpload();
  const [fileId, unknownId] = [useId(), useId()];
  const change = (next: boolean) => {
    if (!next) {
      upload.reset();
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
        <Drawer.Body className="flex flex-col gap-6 overflow-y-auto">
          <div className="flex flex-col gap-2">
            <Label htmlFor={fileId}>File</Label>
            <input
              id={fileId}
              type="file"
              accept=".csv,text/csv"
              onChange={(event) => {
                setFile(event.target.files?.[0] ?? null);
                upload.reset();
              }}
            />
            <div className="flex items-center gap-2">
              <Checkbox
                id={unknownId}
                checked={allowUnknown}
                onCheckedChange={(checked) => setAllowUnknown(checked === true)}
              />
              <Label htmlFor={unknownId}>Ignore columns that are not known</Label>
            </div>
            <Text size="small" className="text-ui-fg-subtle">
              The sheet is imported whole or not at all. The same file twice changes nothing.
            </Text>
          </div>
          {upload.isError && <Alert variant="error">{upload.error.message}</Alert>}
          {upload.data && <UploadResult answer={upload.data} />}
          <SheetHistory />
        </Drawer.Body>
        <Drawer.Footer>
          <Drawer.Close asChild>
            <Button variant="secondary">Close</Button>
          </Drawer.Close>
          <Button
            disabled={file === null || upload.isPending}
            isLoading={upload.isPending}
            onClick={() => file && upload.mutate({ file, allowUnknown })}
          >
            Import
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  );
}
