import { type DestinationStream, type Logger, type LoggerOptions, pino } from "pino";
import { PinoPretty as pretty } from "pino-pretty";

export type { Logger } from "pino";

/** Fields that never reach a log line, whatever object they are in. */
const SECRET_PATHS = ["password", "accessToken", "refreshToken", "authorization", "token", "secret"].flatMap(
  (name) => [name, `*.${name}`, `*.*.${name}`],
);

/** How the log looks: JSON lines for machines, or coloured lines for a person at a terminal. */
export interface LogOptions {
  readonly level: string;
  readonly pretty: boolean;
  /** Where JSON lines go instead of standard output. */
  readonly to?: DestinationStream;
}

/** The process's one logger; services take children of it. Writes to standard output unless told otherwise. */
export function createLogger(options: LogOptions): Logger {
  const settings: LoggerOptions = {
    level: options.level,
    redact: { paths: SECRET_PATHS, censor: "[secret]" },
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  // In this thread: a worker thread for colours would cost as much memory as a service.
  if (options.pretty)
    return pino(settings, pretty({ translateTime: "SYS:HH:MM:ss", ignore: "pid,hostname", sync: true }));
  return options.to ? pino(settings, options.to) : pino(settings);
}
