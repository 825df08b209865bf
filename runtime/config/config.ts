import { randomBytes } from "node:crypto";
import { isAbsolute, resolve } from "node:path";
import { SERVICE_NAMES, type ServiceName } from "../service.ts";
import {
  addresses,
  ConfigError,
  integer,
  keys,
  networks,
  oneOf,
  origins,
  type Setting,
  text,
  url,
} from "./settings.ts";

/** Largest message that is taken, in bytes: 4 MiB. */
export const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

/** Every setting of the platform, in the order of the README's table. */
export const SETTINGS = {
  httpHost: text("HTTP_HOST", "127.0.0.1", "Address on which the gateway listens; 0.0.0.0 for all."),
  httpPort: integer(
    "HTTP_PORT",
    "8080",
    [0, 65_535],
    "Port of the gateway: Connect, health, metrics. 0 takes a free one.",
  ),
  grpcHost: text("GRPC_HOST", "127.0.0.1", "Address on which the services' gRPC server listens."),
  grpcPort: integer(
    "GRPC_PORT",
    "9090",
    [0, 65_535],
    "Port of the gRPC server with reflection and health. 0 takes a free one.",
  ),
  mongodbUri: url(
    "MONGODB_URI",
    "",
    ["mongodb", "mongodb+srv"],
    "A MongoDB replica set or sharded cluster to use. Empty: a private one is started.",
  ),
  natsUrl: url(
    "NATS_URL",
    "",
    ["nats", "tls"],
    "A NATS server with JetStream to use; several with commas. Empty: a private one is started.",
  ),
  mongodBin: text(
    "MONGOD_BIN",
    "",
    "The mongod program for the private server. Empty: the one on PATH if new enough, else fetched once.",
  ),
  natsServerBin: text("NATS_SERVER_BIN", "", "The nats-server program for the private server; as above."),
  dataDir: text("DATA_DIR", "./var", "Where the private servers keep their data and mail files are written."),
  databasePrefix: text("DATABASE_PREFIX", "countersign", "Prefix of the services' database names."),
  natsPrefix: text(
    "NATS_PREFIX",
    "",
    "Prefix of subjects and streams, for installations that share a NATS server.",
  ),
  natsReplicas: integer("NATS_REPLICAS", "1", [1, 5], "Copies of each JetStream stream; 3 on a cluster."),
  publicUrl: url(
    "PUBLIC_URL",
    "",
    ["http", "https"],
    "Where people reach the platform, for links in mail. Empty: the gateway's own address.",
  ),
  serviceTokenSecret: text(
    "SERVICE_TOKEN_SECRET",
    "",
    "Secret (32 characters or more) that all targets of a split installation share. Empty: a random one, for one process.",
  ),
  secretsKey: keys(
    "SECRETS_KEY",
    32,
    "Key that stored secrets are sealed with: 32 bytes in base64 (`openssl rand -base64 32`), the same for all targets of a split installation. Several with commas: the first seals, all open. Empty: one is made in DATA_DIR/secrets.key; back it up.",
  ),
  trustedProxies: networks(
    "TRUSTED_PROXIES",
    "Addresses or networks of the reverse proxies in front of the gateway: only their X-Forwarded-For and X-Forwarded-Proto are believed.",
  ),
  corsOrigins: origins(
    "CORS_ORIGINS",
    "Origins of other web pages that may call the API from a browser, with its session cookies: trust them like the web client. Empty: none.",
  ),
  rateLimitPerUser: integer(
    "RATE_LIMIT_PER_USER",
    "600",
    [0, 1_000_000],
    "Calls a minute of one user or API key, over all gateways. 0: no limit.",
  ),
  rateLimitPerCustomer: integer(
    "RATE_LIMIT_PER_CUSTOMER",
    "12000",
    [0, 10_000_000],
    "Calls a minute of all users of one customer together. 0: no limit.",
  ),
  rateLimitPerAddress: integer(
    "RATE_LIMIT_PER_ADDRESS",
    "300",
    [0, 1_000_000],
    "Calls a minute without a valid token from one network address (IPv6: its /64 network). 0: no limit.",
  ),
  maxStreams: integer(
    "MAX_STREAMS",
    "32",
    [0, 100_000],
    "Streams that one user (or, without a token, one address) may keep open at one gateway. 0: no limit.",
  ),
  maxConnectionsPerAddress: integer(
    "MAX_CONNECTIONS_PER_ADDRESS",
    "512",
    [0, 1_000_000],
    "Connections that one address may keep open at one gateway; TRUSTED_PROXIES may have any number. 0: no limit.",
  ),
  metricsToken: text(
    "METRICS_TOKEN",
    "",
    "Bearer token that reads /metrics. Empty: only this machine itself may, not through a proxy.",
  ),
  operatorTotp: oneOf(
    "OPERATOR_TOTP",
    "optional",
    ["optional", "demanded"],
    "Whether platform operators need an authenticator: demanded lets one without do nothing but set it up, and the demo can't be loaded. Customers decide for their own people.",
  ),
  identityProviderReach: oneOf(
    "IDENTITY_PROVIDER_REACH",
    "public",
    ["public", "private", "any"],
    "Where customers' identity providers may be: public (https at public addresses), private (https anywhere, for providers in your own network), any (http as well, for development).",
  ),
  smtpUrl: url(
    "SMTP_URL",
    "",
    ["smtp", "smtps"],
    "The mail server, such as smtps://user:password@host. Empty: mails are written to DATA_DIR/mail as .eml files.",
  ),
  mailFrom: text("MAIL_FROM", "Countersign <no-reply@countersign.example>", "The sender of mails."),
  logLevel: oneOf(
    "LOG_LEVEL",
    "info",
    ["trace", "debug", "info", "warn", "error", "silent"],
    "How much is logged.",
  ),
  logFormat: oneOf(
    "LOG_FORMAT",
    "auto",
    ["auto", "json", "pretty"],
    "json for machines, pretty for people; auto: pretty at a terminal.",
  ),
  shutdownSeconds: integer("SHUTDOWN_SECONDS", "20", [1, 600], "The deadline of a clean stop."),
  demo: oneOf(
    "DEMO",
    "auto",
    ["auto", "on", "off"],
    "Load the demo customer at start: auto does on an empty private database.",
  ),
} as const;

/** Addresses of services that run elsewhere, one setting per service. */
export const ADDRESS_SETTINGS: Readonly<Record<ServiceName, Setting<readonly string[]>>> = Object.fromEntries(
  SERVICE_NAMES.map((name) => [
    name,
    addresses(
      `${name.toUpperCase()}_ADDRESS`,
      `Where the ${name} service listens (gRPC), when this process does not run it.`,
    ),
  ]),
) as Record<ServiceName, Setting<readonly string[]>>;

type Values = {
  readonly [K in keyof typeof SETTINGS]: (typeof SETTINGS)[K] extends Setting<infer T> ? T : never;
};

/** The whole configuration, typed; tests build one by hand. */
export interface Config extends Values {
  /** `host:port` per service that runs elsewhere. */
  readonly serviceAddresses: Readonly<Record<ServiceName, readonly string[]>>;
}

const LEAST_SECRET = 32;

/**
 * Reads the configuration from the environment, once. Throws ConfigError with one line for the first mistake.
 * Relative directories are taken from `cwd`.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>, cwd: string): Config {
  const read = <T>(setting: Setting<T>): T => setting.read(env[setting.name] ?? setting.byDefault);
  const values = Object.fromEntries(
    Object.entries(SETTINGS).map(([key, setting]) => [key, read<unknown>(setting)]),
  ) as Values;
  const serviceAddresses = Object.fromEntries(
    Object.entries(ADDRESS_SETTINGS).map(([service, setting]) => [service, read(setting)]),
  ) as Record<ServiceName, readonly string[]>;
  if (!/^[a-z0-9_-]{1,32}$/.test(values.databasePrefix)) {
    throw new ConfigError(
      `DATABASE_PREFIX=${values.databasePrefix} is not made of 1 to 32 of a–z, 0–9, _ and -.`,
    );
  }
  if (values.natsPrefix !== "" && !/^[a-z0-9_]{1,32}$/.test(values.natsPrefix)) {
    throw new ConfigError(`NATS_PREFIX=${values.natsPrefix} is not made of 1 to 32 of a–z, 0–9 and _.`);
  }
  if (values.serviceTokenSecret !== "" && values.serviceTokenSecret.length < LEAST_SECRET) {
    throw new ConfigError(`SERVICE_TOKEN_SECRET is shorter than ${LEAST_SECRET} characters.`);
  }
  return {
    ...values,
    dataDir: isAbsolute(values.dataDir) ? values.dataDir : resolve(cwd, values.dataDir),
    serviceTokenSecret: values.serviceTokenSecret || randomBytes(32).toString("base64url"),
    serviceAddresses,
  };
}
