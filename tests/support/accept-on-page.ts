/** Accepts the agreement on the vendor's page, as a browser without JavaScript does. */
export async function acceptOnPage(url: string): Promise<void> {
  const page = await fetch(url);
  const action = /<form[^>]*action="([^"]+)"/.exec(await page.text())?.[1];
  const { status } = await fetch(new URL(action ?? url, url), { method: "POST", redirect: "manual" });
  if (status !== 303) {
    throw new Error(`The agreement was not accepted at ${url}: ${status}`);
  }
}
