import { createHash, timingSafeEqual } from "node:crypto";
import type { Registry } from "prom-client";
import { addressOf } from "../arrival.ts";
import { type HttpRequest, headerOf } from "../http-message.ts";
import { type Page, textAnswer } from "./page.ts";

/** Whether one thing that the platform needs is there. */
export interface Dependency {
  readonly name: string;
  readonly ready: boolean;
  /** More in words, such as "2 of 3". */
  readonly detail?: string;
}

/** Whether calls should be sent here, and what decided it. */
export interface Readiness {
  readonly ready: boolean;
  readonly dependencies: readonly Dependency[];
}

/** The process lives and answers. */
export const livePage: Page = () => textAnswer(200, "ok");

/** Whether calls should be sent here: 503 while starting, stopping, or without what it needs; one line for each. */
export const readyPage =
  (readiness: () => Promise<Readiness>): Page =>
  async () => {
    const { ready, dependencies } = await readiness();
    const lines = dependencies.map(({ name, ready, detail }) =>
      [name, ready ? "ready" : "not ready", ...(detail ? [`(${detail})`] : [])].join(" "),
    );
    return textAnswer(ready ? 200 : 503, [ready ? "ready" : "not ready", ...lines].join("\n"));
  };

/**
 * Everything that the process measures, in the Prometheus text format: for who sends METRICS_TOKEN as a bearer token,
 * or, when none is set, for this machine itself. To all others the page does not exist.
 */
export const metricsPage =
  (registry: Registry, token: string): Page =>
  async ({ req }) => {
    if (token === "" ? !isThisMachine(req) : !hasToken(req, token))
      return textAnswer(404, "There is nothing here.");
    return { status: 200, type: registry.contentType, body: await registry.metrics() };
  };

/** Headers with which a proxy says that it speaks for somebody else. */
const PROXY_HEADERS = [
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-forwarded-host",
  "forwarded",
  "via",
  "x-real-ip",
];

function isThisMachine(req: HttpRequest): boolean {
  const peer = addressOf(req.socket?.remoteAddress);
  return (
    (peer === "::1" || peer.startsWith("127.")) &&
    PROXY_HEADERS.every((name) => req.headers[name] === undefined)
  );
}

function hasToken(req: HttpRequest, token: string): boolean {
  const sent = (headerOf(req, "authorization") ?? "").replace(/^bearer\s+/i, "");
  return timingSafeEqual(digest(sent), digest(token));
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
