type Props = { label: string; done: number; all: number };

/** How much of something is done, as a bar. */
export function Progress({ label, done, all }: Props) {
  const percent = all === 0 ? 100 : Math.min(100, Math.round((done / all) * 100));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      className="bg-ui-bg-component h-2 w-full overflow-hidden rounded-full border"
    >
      <div className="bg-ui-bg-interactive h-full" style={{ width: `${percent}%`, transition: "width 0.5s" }} />
    </div>
  );
}
