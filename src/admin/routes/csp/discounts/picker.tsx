import { XMarkMini } from "@medusajs/icons";
import { Input, Text } from "@medusajs/ui";
import { useState } from "react";
import type { OptionKind } from "../../../../api/admin/csp/discounts/options/document";
import type { Named } from "../../../../api/http/document";
import { useOptions } from "./api";

type Props = {
  id: string;
  kind: OptionKind;
  placeholder: string;
  chosen: readonly Named[];
  onChange: (chosen: readonly Named[]) => void;
};

/** Chooses several things by name: a search, what it found, and what is chosen so far. */
export function Picker({ id, kind, placeholder, chosen, onChange }: Props) {
  const [q, setQ] = useState("");
  const options = useOptions(kind, q.trim());
  const isChosen = (option: Named) => chosen.some((one) => one.id === option.id);
  const found = (options.data ?? []).filter((option) => !isChosen(option));
  return (
    <div className="flex flex-col gap-2">
      {chosen.length === 0 ? null : (
        <ul className="flex flex-wrap gap-1">
          {chosen.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className="txt-small bg-ui-bg-component flex items-center gap-1 rounded-md border px-2 py-1 text-left"
                aria-label={`Leave out ${one.name}`}
                onClick={() => onChange(chosen.filter((other) => other.id !== one.id))}
              >
                {one.name} <XMarkMini />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Input
        id={id}
        type="search"
        size="small"
        placeholder={placeholder}
        value={q}
        onChange={({ target }) => setQ(target.value)}
      />
      <ul className="flex flex-col overflow-y-auto rounded-md border" style={{ maxHeight: 160 }}>
        {found.map((option) => (
          <li key={option.id}>
            <button
              type="button"
              className="txt-small hover:bg-ui-bg-base-hover w-full px-2 py-1 text-left"
              onClick={() => onChange([...chosen, option])}
            >
              {option.name}
            </button>
          </li>
        ))}
        {found.length === 0 ? (
          <li className="px-2 py-1">
            <Text size="small" className="text-ui-fg-subtle">
              {options.isPending ? "Searching…" : (options.error?.message ?? "Nothing more matches.")}
            </Text>
          </li>
        ) : null}
      </ul>
    </div>
  );
}
