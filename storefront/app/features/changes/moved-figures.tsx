import { useEffect, useRef } from "react";
import type { ChangePreview } from "../../server/api/changes.server";
import { FIGURES, figuresOf, type SeenFigures } from "./figures";

/** Says what moved since a preview was shown, old beside new. Nothing was done. */
export function MovedFigures({ seen, preview }: { seen: SeenFigures; preview: ChangePreview }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const now = figuresOf(preview);
  const moved = FIGURES.filter(([key]) => seen[key] !== now[key]);
  return (
    <div ref={box} tabIndex={-1} role="alert" className="grid gap-3 rounded-xl border border-warn/40 bg-warn-wash p-4">
      <p className="font-semibold text-warn">This is not what you were shown any more</p>
      <p>Nothing was changed or charged. Look at it once more; if it suits you, confirm again below.</p>
      {moved.length > 0 && (
        <div className="overflow-x-auto">
          <table className="figures w-full max-w-lg text-left">
            <thead>
              <tr className="text-sm text-soft">
                <th scope="col" className="py-1.5 font-medium">
                  <span className="sr-only">Figure</span>
                </th>
                <th scope="col" className="py-1.5 text-right font-medium">
                  Before
                </th>
                <th scope="col" className="py-1.5 pl-4 text-right font-medium">
                  Now
                </th>
              </tr>
            </thead>
            <tbody>
              {moved.map(([key, name]) => (
                <tr key={key} className="border-t border-warn/20">
                  <th scope="row" className="py-2 pr-3 font-normal">
                    {name}
                  </th>
                  <td className="py-2 text-right text-soft">{seen[key] || "none"}</td>
                  <td className="py-2 pl-4 text-right font-semibold">{now[key] || "none"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
