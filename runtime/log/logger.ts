import { type Logger, pino } from "pino";

export type { Logger } from "pino";

/** Fields that never reach a log line, whatever object they are in. */
const SECRET_PATHS = ["password", "accessToken", "refreshToken", "authorization", "token", "secret"].flatMap(
  (name) => [name, `*.${name}`, `*.*.${name}`],
);

/** How the log looks: JSON lines for machines, or coloured lines for a person at a terminal. */
export interface LogOptions {
  readonly level: string;
  readonly pretty: boolean;
}

/** The process's one logger; services take children of it. Writes to standard output. */
export function createLogger(options: LogOptions): Logger {
  return pino({
    level: options.level,
    redact: { paths: SECRET_PATHS, censor: "[secret]" },
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    ...(options.pretty
      ? {
          transport: {
            target: "pino-pretty",
            options: { translateTime: "HH:MM:ss", ignore: "pid,hostname" },
          },
        }
      : {}),
  });
}
