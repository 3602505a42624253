import { Badge, Button, Container, Heading, Prompt, Skeleton, Table, Text, toast } from "@medusajs/ui";
import { type Run, useRuns, useStartRun } from "./api";
import { Problem } from "./problem";
import { instant, inWords } from "./words";

/** What the billing runs did, what is due, and a run by hand. */
export function RunBoard() {
  const board = useRuns();
  const start = useStartRun();
  const onStart = (dryRun: boolean) =>
    start.mutate(dryRun, {
      onSuccess: (run) =>
        run.failed > 0
          ? toast.warning(inOneLine(run), { description: `${run.failed} accounts failed; see the reasons below.` })
          : toast.success(inOneLine(run)),
      onError: (error) => toast.error("The run did not start", { description: error.message }),
    });
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-center justify-between gap-4 px-6 py-4">
        <div>
          <Heading level="h2">Billing runs</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {board.data ? stateInWords(board.data) : "What is due is billed by itself."}
          </Text>
        </div>
        <div className="flex gap-2">
          <Button
            size="small"
            variant="secondary"
            isLoading={start.isPending && start.variables}
            disabled={start.isPending}
            onClick={() => onStart(true)}
          >
            Dry run
          </Button>
          <ConfirmRun pending={start.isPending && !start.variables} onConfirm={() => onStart(false)} />
        </div>
      </div>
      <Runs board={board} />
    </Container>
  );
}

function ConfirmRun({ pending, onConfirm }: { pending: boolean; onConfirm: () => void }) {
  return (
    <Prompt>
      <Prompt.Trigger asChild>
        <Button size="small" isLoading={pending}>
          Run now
        </Button>
      </Prompt.Trigger>
      <Prompt.Content>
        <Prompt.Header>
          <Prompt.Title>Bill everything that is due?</Prompt.Title>
          <Prompt.Description>
            Invoices are issued with their numbers and the saved cards are charged. Nothing is billed twice.
          </Prompt.Description>
        </Prompt.Header>
        <Prompt.Footer>
          <Prompt.Cancel>Cancel</Prompt.Cancel>
          <Prompt.Action onClick={onConfirm}>Run now</Prompt.Action>
        </Prompt.Footer>
      </Prompt.Content>
    </Prompt>
  );
}

function Runs({ board }: { board: ReturnType<typeof useRuns> }) {
  if (board.isPending) {
    return (
      <div className="flex flex-col gap-2 px-6 py-4" role="status" aria-busy="true" aria-label="Loading">
        <Skeleton className="h-8 w-full" />
        <Skeleton className="h-8 w-full" />
      </div>
    );
  }
  if (board.isError) {
    return <Problem title="The runs could not be read." error={board.error} onRetry={() => board.refetch()} />;
  }
  if (board.data.runs.length === 0) {
    return (
      <div className="px-6 py-8">
        <Text className="text-ui-fg-subtle">No run had anything to do yet.</Text>
      </div>
    );
  }
  return (
    <div className="overflow-x-auto">
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>Started</Table.HeaderCell>
            <Table.HeaderCell>By</Table.HeaderCell>
            <Table.HeaderCell className="text-right">Due</Table.HeaderCell>
            <Table.HeaderCell className="text-right">Done</Table.HeaderCell>
            <Table.HeaderCell className="text-right">Failed</Table.HeaderCell>
            <Table.HeaderCell className="text-right">Invoices</Table.HeaderCell>
            <Table.HeaderCell className="text-right">Total</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {board.data.runs.map((run) => (
            <Table.Row key={run.id}>
              <Table.Cell className="whitespace-nowrap">
                {instant(run.started_at)}
                {run.dry_run ? (
                  <Badge size="2xsmall" color="blue" className="ml-2">
                    Dry run
                  </Badge>
                ) : null}
                {run.failures.map((failure) => (
                  <Text key={failure.account_id} size="small" className="text-ui-fg-error whitespace-normal">
                    {failure.company_id}: {failure.reason}
                  </Text>
                ))}
              </Table.Cell>
              <Table.Cell className="whitespace-nowrap">
                {run.trigger === "ticker" ? "By itself" : "By hand"}
              </Table.Cell>
              <Table.Cell className="text-right">{run.due}</Table.Cell>
              <Table.Cell className="text-right">{run.done}</Table.Cell>
              <Table.Cell className="text-right">{run.failed}</Table.Cell>
              <Table.Cell className="text-right">{run.invoices}</Table.Cell>
              <Table.Cell className="whitespace-nowrap text-right">
                {run.totals.map(inWords).join(", ") || "–"}
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </div>
  );
}

function stateInWords({
  due,
  parked,
  next_run_at,
}: {
  due: number;
  parked: number;
  next_run_at: string | null;
}): string {
  const accounts = (count: number) => `${count} ${count === 1 ? "account" : "accounts"}`;
  const next = next_run_at === null ? "nothing is planned" : `next on ${instant(next_run_at)}`;
  return `${accounts(due)} due now, ${parked === 0 ? "none" : accounts(parked)} held up, ${next}.`;
}

function inOneLine(run: Run): string {
  const invoices = `${run.invoices} ${run.invoices === 1 ? "invoice" : "invoices"}`;
  const total = run.totals.length === 0 ? "" : ` over ${run.totals.map(inWords).join(", ")}`;
  return run.dry_run ? `A run would issue ${invoices}${total}.` : `${invoices} issued${total}.`;
}
