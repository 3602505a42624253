import { Button, Drawer, Text, toast } from "@medusajs/ui";
import { useEffect } from "react";
import type { Run } from "../../../api/admin/csp/billing-runs/document";
import { DrawerBody } from "../drawer-body";
import { Facts } from "../facts";
import { counted } from "../format";
import { LoadingRows } from "../loading-rows";
import { Notice } from "../notice";
import { isUnderWay, useRun, useStartRun } from "./api";
import { FailureList } from "./failure-list";
import { RunProgress } from "./run-progress";
import { documentsInWords, totalsInWords } from "./words";

type Props = { open: boolean; onClose: () => void };

/** A run by hand: tried out first, with its totals, and begun only then. */
export function RunDialog({ open, onClose }: Props) {
  return (
    <Drawer open={open} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Drawer.Content>{open ? <Content onClose={onClose} /> : null}</Drawer.Content>
    </Drawer>
  );
}

function Content({ onClose }: { onClose: () => void }) {
  const trial = useStartRun();
  const start = useStartRun();
  const { mutate } = trial;
  useEffect(() => mutate(true), [mutate]);
  const run = useRun(trial.data?.id ?? null);
  const onStart = () =>
    start.mutate(false, {
      onSuccess: () => {
        toast.success("The run has begun.");
        onClose();
      },
    });
  const problem = trial.error ?? run.error ?? start.error;
  const isOver = run.data !== undefined && !isUnderWay(run.data);
  return (
    <>
      <Drawer.Header>
        <Drawer.Title>Bill what is due</Drawer.Title>
        <Drawer.Description>
          First a dry run: it plans and adds up everything, and writes no document.
        </Drawer.Description>
      </Drawer.Header>
      <DrawerBody>
        {problem === null ? null : <Notice variant="error">{problem.message}</Notice>}
        {run.data === undefined ? problem === null && <LoadingRows /> : <Trial run={run.data} />}
      </DrawerBody>
      <Drawer.Footer className="flex-wrap">
        <Drawer.Close asChild>
          <Button size="small" variant="secondary">
            Cancel
          </Button>
        </Drawer.Close>
        <Button size="small" disabled={!isOver || run.data?.due === 0} isLoading={start.isPending} onClick={onStart}>
          Bill now
        </Button>
      </Drawer.Footer>
    </>
  );
}

function Trial({ run }: { run: Run }) {
  if (isUnderWay(run)) {
    return <RunProgress run={run} />;
  }
  if (run.due === 0) {
    return <Text>No account is due. There is nothing to bill.</Text>;
  }
  return (
    <>
      <Facts
        rows={[
          ["Due", counted(run.due, "account")],
          ["Planned", counted(run.done, "account")],
          ["Would be parked", counted(run.failed, "account")],
          ["Documents", documentsInWords(run)],
          ["Lines", run.lines.toLocaleString("en-GB")],
          ["Total", totalsInWords(run)],
        ]}
      />
      {run.failed === 0 ? null : (
        <div className="shrink-0">
          <FailureList runId={run.id} />
        </div>
      )}
      <Text size="small" className="text-ui-fg-subtle">
        Invoices get their numbers, and the saved cards are charged when they are due; accounts that want a review get
        drafts. Nothing is billed twice.
      </Text>
    </>
  );
}
