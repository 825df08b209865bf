import type { Page } from "playwright-core";

/** The colour schemes that a system may prefer. */
export type Scheme = "light" | "dark";

/** Does something while the system prefers the other scheme: the page follows, as far as the person has chosen none. */
export async function inOtherScheme(page: Page, work: (scheme: Scheme) => Promise<void>): Promise<void> {
  const scheme = await schemeOf(page);
  const other = scheme === "dark" ? "light" : "dark";
  await prefer(page, other);
  await work(other);
  await prefer(page, scheme);
}

/** The scheme that the system prefers now. */
export const schemeOf = (page: Page): Promise<Scheme> =>
  page.evaluate(() => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));

/** Resolves when the page has changed its colours: each transition of a colour, however short, begins that of what inherits it. */
async function prefer(page: Page, colorScheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(async () => {
    const nextFrame = (): Promise<unknown> => new Promise((drawn) => requestAnimationFrame(drawn));
    const changing = (): boolean => document.getAnimations().some((one) => one instanceof CSSTransition);
    for (let still = 0; still < 3; still = changing() ? 0 : still + 1) await nextFrame();
  });
}
