import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { CDPSession, Page } from "playwright-core";
import {
  AcknowledgementSchema,
  AcknowledgementStatus,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import {
  ListAcknowledgementsRequestSchema,
  ListAcknowledgementsResponseSchema,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_requests_pb.ts";
import { TestBrowser } from "./harness/browser.ts";
import { describeInBrowser } from "./harness/describe-in-browser.ts";
import { auditor, signIn } from "./harness/people.ts";
import { PLATFORM_MS, sharedPlatform } from "./harness/shared-platform.ts";

const ROWS = 100_000;
const DUE_MS = Date.UTC(2026, 0, 1);
const HOUR_MS = 3_600_000;
/** More rows than fit on any screen, and than are drawn beyond it. */
const MOST_DRAWN = 60;
const STEPS = 12;
const STEP_PX = 700;

/** The acknowledgement at a place of a very long list; every third has a longer name, so that heights differ. */
const row = (place: number) =>
  create(AcknowledgementSchema, {
    id: `ack_${String(place).padStart(26, "0")}`,
    employeeName:
      place % 3 === 0 ? `Person ${place} of the Northern Regional Distribution Centre` : `Person ${place}`,
    department: place % 5 === 0 ? "" : `Department ${place % 40}`,
    policyTitle:
      place % 7 === 0 ? "Policy on the Handling of Very Long Titles in Narrow Columns" : "Clean Desk",
    version: 1,
    status: place % 2 === 0 ? AcknowledgementStatus.PENDING : AcknowledgementStatus.ACKNOWLEDGED,
    dueTime: timestampFromMs(DUE_MS + place * HOUR_MS),
    signTime: timestampFromMs(DUE_MS),
  });

/** Answers ListAcknowledgements in place of the platform; `onPage` hears of each page before it is sent. */
async function serveRows(page: Page, onPage: (number: number) => Promise<void>): Promise<void> {
  await page.route(
    "**/countersign.acknowledgement.v1.AcknowledgementService/ListAcknowledgements",
    async (route) => {
      const body = route.request().postDataBuffer() ?? Buffer.alloc(0);
      const { pageToken, pageSize } = fromBinary(ListAcknowledgementsRequestSchema, body);
      const from = Number(pageToken || "0");
      await onPage(from / pageSize + 1);
      const acknowledgements = Array.from({ length: Math.min(pageSize, ROWS - from) }, (_, i) =>
        row(from + i + 1),
      );
      const next = from + acknowledgements.length;
      const answer = { acknowledgements, nextPageToken: next < ROWS ? String(next) : "" };
      await route.fulfill({
        contentType: "application/proto",
        body: Buffer.from(
          toBinary(ListAcknowledgementsResponseSchema, create(ListAcknowledgementsResponseSchema, answer)),
        ),
      });
    },
  );
}

/** How often the blocks of all scripts have run since it was asked last: work, whatever the machine's speed. */
async function work(profiler: CDPSession): Promise<number> {
  const { result } = await profiler.send("Profiler.takePreciseCoverage");
  return result
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0);
}

const drawn = (page: Page) => page.locator('[role="row"][data-index]').count();
const settled = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** The work of scrolling some steps up through rows that are read; the most rows that were drawn meanwhile. */
async function scrollUp(page: Page, profiler: CDPSession): Promise<{ work: number; rows: number }> {
  let rows = 0;
  await settled(page);
  await work(profiler);
  for (let step = 0; step < STEPS; step++) {
    await page.locator('[role="grid"]').evaluate((grid, by) => grid.scrollBy(0, -by), STEP_PX);
    await settled(page);
    rows = Math.max(rows, await drawn(page));
  }
  return { work: await work(profiler), rows };
}

describeInBrowser("a table of 100,000 rows", () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.open((await sharedPlatform()).url);
  }, PLATFORM_MS);
  afterAll(() => browser?.close());

  test("draws what is in sight, goes to its end, and no step works more with more rows", async () => {
    const { page, context, troubles } = await browser.page();
    await signIn(page, auditor);
    const profiler = await context.newCDPSession(page);
    await profiler.send("Profiler.enable");
    await profiler.send("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    const before = new Map<number, number>();
    let asked = 0;
    await serveRows(page, async (number) => {
      asked = Math.max(asked, number);
      if ([20, 60, 440, 480].includes(number)) before.set(number, await work(profiler));
    });
    await page.goto("/acknowledgements/all?status=all");
    await page.getByText("Person 1", { exact: true }).waitFor();
    expect(await drawn(page)).toBeLessThanOrEqual(MOST_DRAWN);
    expect(asked).toBe(1);

    const grid = page.locator('[role="grid"]');
    while (asked < 5) {
      await grid.evaluate((element) => element.scrollBy(0, 5_000));
      await settled(page);
    }
    await page.getByText("1000 rows read so far").waitFor();
    const few = await scrollUp(page, profiler);

    await page.getByRole("button", { name: "Go to the end" }).click();
    await page.getByText(`${ROWS} rows`, { exact: true }).waitFor({ timeout: 240_000 });
    await page.getByText(`Person ${ROWS}`, { exact: true }).waitFor();
    expect(await page.locator('[role="row"]:focus').getAttribute("aria-rowindex")).toBe(String(ROWS + 1));
    const many = await scrollUp(page, profiler);

    expect(few.rows).toBeLessThanOrEqual(MOST_DRAWN);
    expect(many.rows).toBeLessThanOrEqual(MOST_DRAWN);
    expect(few.work).toBeGreaterThan(1_000);
    expect(many.work).toBeLessThan(few.work * 1.5);
    const early = before.get(60) ?? 0; // 40 pages from the 20th on
    const late = before.get(480) ?? 0; // 40 pages from the 440th on
    expect(early).toBeGreaterThan(1_000);
    expect(late).toBeLessThan(early * 1.5);

    await page.locator('[role="row"][data-index]').nth(5).focus();
    await page.keyboard.press("Home");
    await page.getByText("Person 1", { exact: true }).waitFor();
    await page.keyboard.press("End");
    await page.getByText(`Person ${ROWS}`, { exact: true }).waitFor();
    expect(await drawn(page)).toBeLessThanOrEqual(MOST_DRAWN);
    expect(troubles).toEqual([]);
    await context.close();
  }, 400_000);
});
