import type { Locator } from "playwright-core";

/** What a person sees of an element: its text with the line breaks of the page. */
export async function visibleText(element: Locator): Promise<string> {
  return (await element.innerText()).trim();
}

/** As `visibleText`, for each element that a locator finds. */
export async function visibleTexts(elements: Locator): Promise<string[]> {
  return Promise.all((await elements.all()).map(visibleText));
}
