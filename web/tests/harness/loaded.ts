import type { Page } from "playwright-core";

/** Waits until nothing on the page says that it is being loaded. */
export const loaded = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => !document.querySelector('[role="status"][aria-label="Loading"]'));
};
