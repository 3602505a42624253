/** Stops the product that `global-setup` started. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.seatlineJourneyWorld?.stop();
}
