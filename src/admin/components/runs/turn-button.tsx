import { Button, toast } from "@medusajs/ui";
import type { Run } from "../../../api/admin/csp/billing-runs/document";
import { Confirmed } from "../confirmed";
import { useTurnRun } from "./api";

/** Stops a run that is under way, or goes on with one that was stopped. */
export function TurnButton({ run }: { run: Pick<Run, "id" | "status"> }) {
  if (run.status === "running") {
    return <StopButton id={run.id} />;
  }
  return run.status === "stopped" ? <ContinueButton id={run.id} /> : null;
}

function StopButton({ id }: { id: string }) {
  const stop = useTurnRun("stop");
  const onStop = () =>
    stop.mutate(id, {
      onSuccess: () => toast.success("The run stops after the accounts in hand."),
      onError: (error) => toast.error("The run was not stopped", { description: error.message }),
    });
  return (
    <Confirmed
      label="Stop"
      title="Stop this run?"
      words="Accounts that are done stay done, and no account is left half done. Nothing is billed by itself until somebody continues the run."
      pending={stop.isPending}
      danger
      onConfirm={onStop}
    />
  );
}

/** Goes on with a stopped run. */
export function ContinueButton({ id }: { id: string }) {
  const resume = useTurnRun("resume");
  const onContinue = () =>
    resume.mutate(id, {
      onSuccess: () => toast.success("The run goes on."),
      onError: (error) => toast.error("The run was not continued", { description: error.message }),
    });
  return (
    <Button size="small" isLoading={resume.isPending} onClick={onContinue}>
      Continue
    </Button>
  );
}
