import type { Registry } from "prom-client";
import { type Page, textAnswer } from "./page.ts";

/** The process lives and answers. */
export const livePage: Page = () => textAnswer(200, "ok");

/** Whether calls should be sent here: 503 while starting, stopping, or without MongoDB or NATS. */
export const readyPage =
  (ready: () => Promise<boolean>): Page =>
  async () =>
    (await ready()) ? textAnswer(200, "ready") : textAnswer(503, "not ready");

/** Everything that the process measures, in the Prometheus text format. */
export const metricsPage =
  (registry: Registry): Page =>
  async () => ({ status: 200, type: registry.contentType, body: await registry.metrics() });
