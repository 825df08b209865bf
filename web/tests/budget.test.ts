import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { TestBrowser } from "./harness/browser.ts";
import { describeInBrowser } from "./harness/describe-in-browser.ts";
import { officer, readers, signIn } from "./harness/people.ts";
import { PLATFORM_MS, sharedPlatform } from "./harness/shared-platform.ts";

/** Bytes of JavaScript, gzip, that somebody loads who signs in, looks at the list and opens a policy. */
const BUDGET = 250_000;
/** Files that a page for work takes in a browser that has been here never before; see web/build/chunks.ts. */
const MOST_FILES = 40;

describeInBrowser("the weight of the client", () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.open((await sharedPlatform()).url);
  }, PLATFORM_MS);
  afterAll(() => browser?.close());

  test("signing in, listing and reading loads at most 250 kB of JavaScript, compressed on the way and kept for good", async () => {
    const { page, context } = await browser.page({ device: "phone" });
    const scripts = new Map<string, Promise<number>>();
    const loose: string[] = [];
    page.on("response", (response) => {
      const { pathname } = new URL(response.url());
      if (!pathname.endsWith(".js")) return;
      scripts.set(
        pathname,
        response.body().then((body) => gzipSync(body, { level: 9 }).length),
      );
      const headers = response.headers();
      if (pathname.startsWith("/assets/") && !headers["cache-control"]?.includes("immutable"))
        loose.push(pathname);
      if (
        pathname.startsWith("/assets/") &&
        Number(headers["content-length"]) > 2_000 &&
        !headers["content-encoding"]
      )
        loose.push(`${pathname} is not compressed`);
    });
    await signIn(page, readers[11] ?? { email: "" });
    await page.locator("main ul a").first().click();
    await page.getByRole("button", { name: "Sign", exact: true }).waitFor();
    const sizes = await Promise.all([...scripts].map(async ([path, size]) => ({ path, size: await size })));
    const total = sizes.reduce((sum, { size }) => sum + size, 0);
    if (total > BUDGET) console.info(heaviestFirst(sizes));
    expect(total).toBeGreaterThan(100_000);
    expect(total).toBeLessThanOrEqual(BUDGET);
    expect(loose).toEqual([]);
    await context.close();
  });

  test("a page for work is loaded as a few files, not one for each thing that it shares with others", async () => {
    const { page, context } = await browser.page();
    await signIn(page, officer);
    const files = new Set<string>();
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith("/assets/")) files.add(pathname);
    });
    const session = await context.newCDPSession(page);
    await session.send("Network.setCacheDisabled", { cacheDisabled: true });
    await page.goto("/policies");
    await page.getByRole("heading", { name: "Policies", level: 1 }).waitFor();
    expect([...files].filter((path) => path.includes("policies"))).not.toEqual([]);
    expect(files.size).toBeLessThanOrEqual(MOST_FILES);
    await context.close();
  });
});

/** What is loaded, for whoever has to make room. */
const heaviestFirst = (sizes: readonly { readonly path: string; readonly size: number }[]): string =>
  sizes
    .toSorted((a, b) => b.size - a.size)
    .map(({ path, size }) => `${String(size).padStart(7)}  ${path}`)
    .join("\n");
