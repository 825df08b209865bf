import type { PlatformParts } from "../../runtime/platform/parts.ts";
import type { RunningServices } from "../../runtime/platform/run-services.ts";
import { SERVICE_NAMES } from "../../runtime/service.ts";
import type { Launched } from "../launch.ts";
import { type DemoAccount, demoAccounts } from "./accounts.ts";
import { customersPresent, layFoundation } from "./foundation.ts";
import { enterAsOperator, hasKnownOperator, leaveAsOperator } from "./operator.ts";
import { createProgress } from "./progress.ts";
import { isToldToTheEnd, tellStory } from "./story.ts";
import { NO_PAST, type Past, type TimeLapse } from "./time-lapse.ts";

export type { DemoAccount } from "./accounts.ts";

/** A demo whose accounts are there. */
export interface LoadingDemo {
  readonly accounts: readonly DemoAccount[];
  /** Resolves when the rest is there; rejects when the loading failed or was stopped. */
  readonly rest: Promise<void>;
}

/** How the demo is loaded. */
export interface DemoOptions {
  /** Whether the demo's operator may have the published password: see hasKnownOperator. */
  readonly knownOperator: boolean;
  /** Aborting ends the loading before its next step; loading again goes on there. */
  readonly signal: AbortSignal;
  readonly report: (line: string) => void;
  /** The time that passes while the story is told. */
  readonly past: Past;
}

/**
 * Loads the demo customer where DEMO asks for it: `auto` into an empty private database, `on` wherever it isn't yet.
 * Gives the accounts as soon as they can sign in; the rest follows in the background within seconds, ends with the
 * platform, and goes on at the next start. With a time lapse the story has happened over the last months; in the end it
 * is the present. Undefined: there is no demo here.
 */
export async function startDemo(
  launched: Launched,
  parts: PlatformParts,
  isPrivate: boolean,
  lapse?: TimeLapse,
): Promise<readonly DemoAccount[] | undefined> {
  const demo = await begin(launched, parts, isPrivate, lapse);
  const present = (): void => lapse?.end();
  if (demo) void demo.rest.finally(present);
  else present();
  return demo?.accounts;
}

async function begin(
  launched: Launched,
  parts: PlatformParts,
  isPrivate: boolean,
  past: Past = NO_PAST,
): Promise<LoadingDemo | undefined> {
  const { services } = launched;
  const { demo: wanted } = parts.config;
  if (wanted === "off" || (wanted === "auto" && !isPrivate)) return undefined;
  if (services.services.length < SERVICE_NAMES.length) return undefined;
  const presence = await customersPresent(services.transports);
  if (presence.kind === "deleted" || (presence.kind === "others" && wanted === "auto")) return undefined;
  const stopping = new AbortController();
  const options: DemoOptions = {
    knownOperator: hasKnownOperator(parts.config, isPrivate),
    signal: stopping.signal,
    report: (line) => void process.stderr.write(`${line}\n`),
    past,
  };
  const unlessStopped = (error: unknown): undefined => {
    if (!stopping.signal.aborted)
      parts.log.warn({ err: error }, "loading the demo stopped halfway; the next start goes on");
  };
  const demo = await loadDemo(services, parts, options).catch(unlessStopped);
  if (!demo) return undefined;
  const rest = demo.rest.catch(unlessStopped);
  services.shutdown.defer("demo", () => {
    stopping.abort();
    return rest;
  });
  return { ...demo, rest };
}

/** Loads the demo customer, or what is missing of it. Needs all services in this process. */
export async function loadDemo(
  services: RunningServices,
  parts: Pick<PlatformParts, "clock" | "newId">,
  { knownOperator, signal, report, past }: DemoOptions,
): Promise<LoadingDemo> {
  const reach = services.transports;
  const accounts = demoAccounts(knownOperator);
  const presence = await customersPresent(reach);
  if (presence.kind === "there" && (await isToldToTheEnd(reach, presence.customerId)))
    return { accounts, rest: Promise.resolve() };
  const progress = createProgress(signal, report);
  const operator = await enterAsOperator(services, parts, knownOperator);
  const foundation = await layFoundation(reach, operator, progress, parts.clock.now());
  const tell = async (): Promise<void> => {
    await tellStory(reach, operator, foundation, progress, past, parts.clock.now());
    await leaveAsOperator(operator, knownOperator);
    returnMemory();
    progress.step("Demo: complete.");
  };
  return { accounts, rest: tell() };
}

/**
 * Gives the memory that telling the story took back to the system; V8 would keep it while nothing happens. Only where
 * Node runs with --expose-gc, as `npm start` does.
 */
function returnMemory(): void {
  void globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
}
