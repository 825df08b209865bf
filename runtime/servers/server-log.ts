import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { ServerName } from "./binaries.ts";
import { portTaken, ServerStartError } from "./server-start-error.ts";

const keepBytes = 16 * 1024 * 1024;

/** A server's log, open for appending. The server writes to the file itself, so it does not depend on its parent's life. */
export interface ServerLog {
  readonly file: string;
  readonly descriptor: number;
  /** What has been written since the log was opened here. */
  read(): string;
  close(): void;
}

/** Opens a server's log; one that has grown past 16 MiB is put aside as `<file>.1` first. */
export function openServerLog(file: string): ServerLog {
  mkdirSync(dirname(file), { recursive: true });
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > keepBytes) renameSync(file, `${file}.1`);
  const descriptor = openSync(file, "a");
  const start = fstatSync(descriptor).size;
  return {
    file,
    descriptor,
    read: () => readFileSync(file).subarray(start).toString("utf8"),
    close: () => closeSync(descriptor),
  };
}

/** Finds out from its log why a server stopped by itself while it was being started. */
export function explainExit(
  server: ServerName,
  port: number,
  dataDir: string,
  log: ServerLog,
): ServerStartError {
  const complaints = server === "mongod" ? mongodComplaints(log.read()) : natsComplaints(log.read());
  const all = complaints.join(" ");
  if (/address already in use|only one usage of each socket/i.test(all)) return portTaken(server, port);
  if (/permission denied|read-only file system|operation not permitted/i.test(all)) {
    return new ServerStartError(
      "data-dir",
      `${server} may not read and write its files in ${dataDir}: give this user access to all of it, or choose another data directory.`,
    );
  }
  if (/DBPathInUse/.test(all)) {
    return new ServerStartError(
      "in-use",
      `The mongod data in ${dataDir} are in use by another mongod: stop that one, or choose another data directory.`,
    );
  }
  if (/no space left on device/i.test(all)) {
    return new ServerStartError(
      "data-dir",
      `The disk that holds ${dataDir} is full, ${server} cannot start.`,
    );
  }
  return new ServerStartError(
    "crashed",
    `${server} stopped while starting: ${complaints[0] ?? "it gave no reason"} (see ${log.file}).`,
  );
}

/** mongod writes one JSON object per line; `s` is the severity: E(rror), F(atal). */
function mongodComplaints(log: string): string[] {
  const complaints: string[] = [];
  for (const line of log.split("\n")) {
    if (!/"s":"[EF]"/.test(line)) continue;
    try {
      const { msg, attr } = JSON.parse(line) as {
        msg: string;
        attr?: { error?: unknown; message?: unknown };
      };
      const detail = attr?.error ?? attr?.message;
      complaints.push(
        detail === undefined
          ? msg
          : `${msg}: ${typeof detail === "string" ? detail : JSON.stringify(detail)}`,
      );
    } catch {
      complaints.push(line); // cut off in the middle of a line
    }
  }
  return complaints.length > 0 ? complaints : lastLine(log);
}

function natsComplaints(log: string): string[] {
  const fatal = log.split("\n").flatMap((line) => /\[(?:FTL|ERR)\] (.+)/.exec(line)?.[1] ?? []);
  return fatal.length > 0 ? fatal : lastLine(log);
}

function lastLine(log: string): string[] {
  return log
    .trim()
    .split("\n")
    .slice(-1)
    .filter((line) => line !== "");
}
