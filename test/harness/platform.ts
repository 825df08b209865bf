import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { DescService } from "@bufbuild/protobuf";
import { type Client, createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { SERVICE_NAMES } from "../../runtime/service.ts";
import { dropInstallation } from "../../runtime/testing/drop-installation.ts";
import { PlatformChild } from "./child.ts";

/** How the platform under test runs: everything in one process, or one process per service and the gateway. */
export type Mode = "all" | "split";

/** A caller of the gateway. */
export interface SignedIn {
  /** A client that signs in again when its token is about to end by the test's clock. */
  readonly client: <S extends DescService>(service: S) => Client<S>;
}

/** What a test sets before the start. */
export interface PlatformOptions {
  readonly mode: Mode;
  readonly startAt: Date;
  readonly env?: Readonly<Record<string, string>>;
}

const PASSWORD = "correct horse battery staple 9";
/** A token lasts ten minutes. */
const TOKEN_USE_MS = 9 * 60_000;
const nobody = async (): Promise<string> => "";
const run = promisify(execFile);

/** The whole platform in processes of its own, on the test run's MongoDB and NATS, reached as a client would. */
export class Platform {
  readonly mode: Mode;
  readonly env: Readonly<Record<string, string>>;
  readonly #startAt: Date;
  readonly #dataDir: string;
  #advancedMs = 0;
  #children: PlatformChild[] = [];

  private constructor(options: PlatformOptions, env: Readonly<Record<string, string>>, dataDir: string) {
    this.mode = options.mode;
    this.env = env;
    this.#startAt = options.startAt;
    this.#dataDir = dataDir;
  }

  /** Starts the platform on databases and subjects of its own. */
  static async start(options: PlatformOptions): Promise<Platform> {
    const unique = `t${randomBytes(5).toString("hex")}`;
    const dataDir = await mkdtemp(join(tmpdir(), "countersign-flow-"));
    const env: Record<string, string> = {
      DATABASE_PREFIX: unique,
      NATS_PREFIX: unique,
      DATA_DIR: dataDir,
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? "silent",
      LOG_FORMAT: "json",
      SERVICE_TOKEN_SECRET: randomBytes(32).toString("hex"),
      SECRETS_KEY: randomBytes(32).toString("base64url"),
      RATE_LIMIT_PER_USER: "0",
      RATE_LIMIT_PER_CUSTOMER: "0",
      RATE_LIMIT_PER_ADDRESS: "0",
      ...options.env,
    };
    const ports = await freePorts(SERVICE_NAMES.length + 2);
    env.HTTP_PORT = String(ports.at(-1));
    env.GRPC_PORT = String(ports.at(-2));
    if (options.mode === "split") {
      for (const [i, name] of SERVICE_NAMES.entries())
        env[`${name.toUpperCase()}_ADDRESS`] = `127.0.0.1:${ports[i]}`;
    }
    const platform = new Platform(options, env, dataDir);
    await platform.boot();
    return platform;
  }

  /** Starts the processes; after a kill, again, with the clock where it was. */
  async boot(): Promise<void> {
    const at = new Date(this.#startAt.getTime() + this.#advancedMs);
    const targets = this.mode === "all" ? ["all"] : [...SERVICE_NAMES, "gateway"];
    this.#children = await Promise.all(
      targets.map((target) => PlatformChild.start(target, at, this.#envOf(target))),
    );
  }

  #envOf(target: string): Record<string, string> {
    const address = this.env[`${target.toUpperCase()}_ADDRESS`];
    return { ...this.env, ...(address ? { GRPC_PORT: address.slice(address.lastIndexOf(":") + 1) } : {}) };
  }

  /** Processor time that the platform's processes have used so far, in ms. */
  async cpuMs(): Promise<number> {
    return (await this.#askAll({ op: "cpu" })).reduce((total, ms) => total + ms, 0);
  }

  /** How many connections the platform's processes have opened to its own gRPC servers. */
  async internalConnections(): Promise<number> {
    const ports = this.#children.map((child) => child.grpcPort).filter((port) => port > 0);
    const counts = await this.#askAll({ op: "connections", ports });
    return counts.reduce((total, count) => total + count, 0);
  }

  /** Where the gateway listens. */
  get url(): string {
    return `http://127.0.0.1:${this.env.HTTP_PORT}`;
  }

  /** Where a service's gRPC server listens. */
  grpcAddress(service: DescService): string {
    const name = service.file.proto.package.split(".")[1] ?? "";
    return this.env[`${name.toUpperCase()}_ADDRESS`] ?? `127.0.0.1:${this.env.GRPC_PORT}`;
  }

  /** A client through the gateway; binary unless `json`. */
  client<S extends DescService>(service: S, token: () => Promise<string> = nobody, json = false): Client<S> {
    const transport = createConnectTransport({
      baseUrl: this.url,
      httpVersion: "1.1",
      useBinaryFormat: !json,
      interceptors: [
        (next) => async (request) => {
          const accessToken = await token();
          if (accessToken) request.header.set("authorization", `Bearer ${accessToken}`);
          return next(request);
        },
      ],
    });
    return createClient(service, transport);
  }

  /** Signs a user in by password. */
  async signIn(email: string, password: string = PASSWORD): Promise<SignedIn> {
    let held = { accessToken: "", atMs: Number.NEGATIVE_INFINITY };
    const token = async (): Promise<string> => {
      if (this.#advancedMs - held.atMs < TOKEN_USE_MS) return held.accessToken;
      const atMs = this.#advancedMs;
      const { tokens } = await this.client(IdentityService).createSession({ email, password });
      held = { accessToken: tokens?.accessToken ?? "", atMs };
      return held.accessToken;
    };
    await token();
    return { client: (service) => this.client(service, token) };
  }

  /** Creates the platform's operator with the CLI and signs in. */
  async operator(): Promise<SignedIn> {
    const cli = join(import.meta.dirname, "../../cli/countersign.ts");
    const env = { ...process.env, ...this.env, SUPERUSER_PASSWORD: PASSWORD };
    await run(process.execPath, [cli, "createsuperuser", "--email", "operator@example.com"], { env });
    return this.signIn("operator@example.com");
  }

  /** Moves the clock of every process, runs what became due, and settles. */
  async advance(ms: number): Promise<void> {
    this.#advancedMs += ms;
    await this.#askAll({ op: "advance", ms });
    await this.runJobs();
  }

  /** Runs due jobs until nothing follows from them, and settles. */
  async runJobs(): Promise<void> {
    await this.settle();
    await this.#askAll({ op: "runJobs" });
    await this.settle();
  }

  /** Waits until every event is published and handled and every worker is idle. Asks less often while much is left. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 2; ) {
      const backlog = (await this.#askAll({ op: "backlog" })).reduce((sum, one) => sum + one, 0);
      quiet = backlog === 0 ? quiet + 1 : 0;
      await new Promise((resolve) => setTimeout(resolve, Math.min(10 + backlog / 4, 500)));
    }
  }

  /** Ends every process as a power cut would; `boot` starts them again. */
  async kill(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.kill()));
    this.#children = [];
  }

  /** Stops in order, then removes databases, streams and files. */
  async stop(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.stop()));
    await dropInstallation(this.env.DATABASE_PREFIX ?? "", this.env.NATS_PREFIX ?? "");
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  #askAll(request: Parameters<PlatformChild["ask"]>[0]): Promise<number[]> {
    return Promise.all(this.#children.map((child) => child.ask(request)));
  }
}

/** The password that test users get. */
export const TEST_PASSWORD = PASSWORD;

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer().listen(0, "127.0.0.1", () => resolve(server));
        }),
    ),
  );
  return Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          const address = server.address();
          const port = typeof address === "object" && address ? address.port : 0;
          server.close(() => resolve(port));
        }),
    ),
  );
}
