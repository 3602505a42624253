import { Button, Prompt } from "@medusajs/ui";

type Props = {
  /** On the button, and on the answer that says yes. */
  label: string;
  title: string;
  words: string;
  pending: boolean;
  danger?: boolean;
  onConfirm: () => void;
};

/** A button whose act cannot be taken back: it asks first. */
export function Confirmed({ label, title, words, pending, danger = false, onConfirm }: Props) {
  return (
    <Prompt variant={danger ? "danger" : "confirmation"}>
      <Prompt.Trigger asChild>
        <Button size="small" variant={danger ? "secondary" : "primary"} isLoading={pending}>
          {label}
        </Button>
      </Prompt.Trigger>
      <Prompt.Content>
        <Prompt.Header>
          <Prompt.Title>{title}</Prompt.Title>
          <Prompt.Description>{words}</Prompt.Description>
        </Prompt.Header>
        <Prompt.Footer>
          <Prompt.Cancel>Cancel</Prompt.Cancel>
          <Prompt.Action onClick={onConfirm}>{label}</Prompt.Action>
        </Prompt.Footer>
      </Prompt.Content>
    </Prompt>
  );
}
