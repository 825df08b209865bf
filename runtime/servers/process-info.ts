import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Tells one process from every other, also from a later one with the same number: the time at which it started, in the
 * system's own units. Windows gives no cheap start time; there it only says that the process exists.
 * @returns `undefined` if there is no such process, or only its remains (a zombie)
 */
export function processStart(pid: number): string | undefined {
  if (process.platform === "linux") {
    // proc(5): the name in parentheses may hold anything; after it come field 3 (state) … field 22 (start time).
    const fields = read(`/proc/${pid}/stat`)?.split(")").at(-1)?.trim().split(" ");
    return fields === undefined || fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  }
  if (process.platform === "win32") return exists(pid) ? "running" : undefined;
  const [state, ...started] = ps(pid, "stat=,lstart=")?.split(/\s+/) ?? [];
  return state === undefined || state.startsWith("Z") ? undefined : started.join("").replace(/\W/g, "");
}

/** The command line of a running process, arguments separated by blanks; `undefined` if there is none or it is not known. */
export function commandLine(pid: number): string | undefined {
  if (processStart(pid) === undefined || process.platform === "win32") return undefined;
  if (process.platform === "linux") return read(`/proc/${pid}/cmdline`)?.replaceAll("\0", " ").trim();
  return ps(pid, "command=");
}

/**
 * Sends a signal to a process; one that has ended meanwhile is no error.
 * @throws the system's error if this user may not signal it
 */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // the process is gone
  }
}

function ps(pid: number, columns: string): string | undefined {
  try {
    return (
      execFileSync("ps", ["-ww", "-o", columns, "-p", String(pid)], { encoding: "utf8" }).trim() || undefined
    );
  } catch {
    return undefined; // ps fails when there is no such process
  }
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
