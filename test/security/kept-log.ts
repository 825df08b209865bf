import { createLogger, type Logger } from "../../runtime/log/logger.ts";

/** A logger of the platform that says everything it can and keeps it. */
export class KeptLog {
  readonly lines: string[] = [];
  readonly log: Logger;

  constructor(level: "trace" | "error") {
    this.log = createLogger({ level, pretty: false, to: { write: (line) => void this.lines.push(line) } });
  }

  /** The causes of calls that failed for no reason of the caller's: method, message and where it was thrown. */
  failures(): string[] {
    return this.lines.map((line) => {
      const { method, msg, err } = JSON.parse(line) as {
        method?: string;
        msg?: string;
        err?: { message?: string; stack?: string };
      };
      const at = /(?:services|runtime|gateway)\/[\w/.-]+:\d+/.exec(err?.stack ?? "")?.[0];
      return `${method ?? msg}: ${err?.message} (${at})`;
    });
  }
}
