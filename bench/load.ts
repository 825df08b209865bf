import { Agent, request } from "node:http";

/** Work for the load process: POST bodies to a URL, many at once. */
export interface Load {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** One request each; `token` becomes its bearer token, `path` is put behind the URL. */
  readonly requests: readonly { readonly body: string; readonly token: string; readonly path?: string }[];
  /** Requests under way at once. */
  readonly inFlight: number;
}

/** What a load gave. */
export interface LoadResult {
  readonly requests: number;
  readonly failed: number;
  readonly seconds: number;
  /** Latencies in ms. */
  readonly p50: number;
  readonly p99: number;
  /** The first failure's answer. */
  readonly example: string;
}

/** The load process: takes one load after another from its parent, answers each with its result. */
process.on("message", (load: Load) => {
  void run(load).then((result) => process.send?.(result));
});

async function run(load: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.inFlight });
  const latencies: number[] = [];
  let next = 0;
  let failed = 0;
  let example = "";
  const one = async (): Promise<void> => {
    for (let index = next++; index < load.requests.length; index = next++) {
      const startedMs = performance.now();
      const answer = await post(agent, load, index);
      latencies.push(performance.now() - startedMs);
      if (answer.status === 200) continue;
      failed += 1;
      example ||= `${answer.status} ${answer.body.slice(0, 300)}`;
    }
  };
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: load.inFlight }, one));
  const seconds = (performance.now() - startedMs) / 1000;
  agent.destroy();
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0;
  return { requests: load.requests.length, failed, seconds, p50: at(0.5), p99: at(0.99), example };
}

function post(agent: Agent, load: Load, index: number): Promise<{ status: number; body: string }> {
  const { body, token, path = "" } = load.requests[index] ?? { body: "", token: "" };
  return new Promise((resolve, reject) => {
    const headers = {
      ...load.headers,
      authorization: `Bearer ${token}`,
      "content-length": String(Buffer.byteLength(body)),
    };
    const call = request(`${load.url}${path}`, { method: "POST", agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      );
    });
    call.on("error", reject);
    call.end(body);
  });
}
