import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { chromiumPath } from "./chromium.ts";
import { inOtherScheme, type Scheme, schemeOf } from "./scheme.ts";

/** How a page is looked at. */
export interface Look {
  /** A desk (1280 × 800) or a phone (360 × 740, touch). Default: desk. */
  readonly device?: "desk" | "phone";
  readonly scheme?: Scheme;
  /** The browser's language. Default: en. */
  readonly language?: "en" | "de" | "fr";
}

/** Each kind of device, for names of tests; what is checked on one is checked in light and dark (`expectAccessible`). */
export const LOOKS: readonly Required<Pick<Look, "device">>[] = [{ device: "desk" }, { device: "phone" }];

/** A page that keeps what went wrong in it. */
export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of scripts, of the console, and of the Content-Security-Policy so far. */
  readonly troubles: readonly string[];
}

/** A browser with a page for each test. */
export class TestBrowser {
  readonly #browser: Browser;
  readonly #url: string;

  private constructor(browser: Browser, url: string) {
    this.#browser = browser;
    this.#url = url;
  }

  /** Starts Chromium; `url` is where the platform is. */
  static async open(url: string): Promise<TestBrowser> {
    const executablePath = chromiumPath();
    if (!executablePath) throw new Error("there is no Chromium");
    const browser = await chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
    });
    return new TestBrowser(browser, url);
  }

  /** A page of its own, without cookies of others. */
  async page({ device = "desk", scheme = "light", language = "en" }: Look = {}): Promise<WatchedPage> {
    const phone = device === "phone";
    const context = await this.#browser.newContext({
      baseURL: this.#url,
      viewport: phone ? { width: 360, height: 740 } : { width: 1280, height: 800 },
      hasTouch: phone,
      colorScheme: scheme,
      locale: language,
      reducedMotion: "reduce",
      acceptDownloads: true,
    });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on("pageerror", (error) => troubles.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && !isRefusedCall(message.text())) troubles.push(message.text());
    });
    return { page, context, troubles };
  }

  /** Ends it. */
  close(): Promise<void> {
    return this.#browser.close();
  }
}

/** The browser itself notes every answer that is no success; refusals are part of the product. */
const isRefusedCall = (text: string): boolean => text.startsWith("Failed to load resource:");

/** Keeps pictures of the page in light and dark in the folder SCREENSHOTS, if that is set. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const take = async (scheme: Scheme): Promise<void> => {
    await page.screenshot({ path: join(folder, `${name}-${scheme}.png`) });
  };
  await take(await schemeOf(page));
  await inOtherScheme(page, take);
}
