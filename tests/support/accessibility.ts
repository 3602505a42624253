import fs from "node:fs";
import type { Page } from "playwright-core";

const source = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/**
 * Faults that axe-core finds on a page under WCAG 2.2 AA, one line each; empty is what one wants.
 *
 * @param within a selector: only that part of the page is looked at
 */
export async function accessibilityFaults(page: Page, within = "html"): Promise<string[]> {
  // Evaluated rather than added as a script element, which the page's own security policy forbids.
  await page.evaluate(source);
  return page.evaluate(async (part) => {
    const { axe } = window as unknown as {
      axe: {
        run(
          part: string,
          options: unknown,
        ): Promise<{ violations: { id: string; help: string; nodes: { target: string[] }[] }[] }>;
      };
    };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const { violations } = await axe.run(part, { runOnly: { type: "tag", values: tags } });
    return violations.map(
      (fault) => `${fault.id}: ${fault.help} (${fault.nodes.map((n) => n.target.join(" ")).join(", ")})`,
    );
  }, within);
}
