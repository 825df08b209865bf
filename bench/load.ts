import { LoadConnection, post } from "./load-connection.ts";

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

async function run({ url, headers, requests, inFlight }: Load): Promise<LoadResult> {
  const made = requests.map(({ body, token, path = "" }) =>
    post(new URL(`${url}${path}`), { ...headers, authorization: `Bearer ${token}` }, body),
  );
  const connections = Array.from({ length: inFlight }, () => new LoadConnection(new URL(url)));
  const latencies: number[] = [];
  let next = 0;
  let failed = 0;
  let example = "";
  const keepAsking = async (connection: LoadConnection): Promise<void> => {
    for (let request = made[next++]; request; request = made[next++]) {
      const startedMs = performance.now();
      const { status, body } = await connection.send(request);
      latencies.push(performance.now() - startedMs);
      if (status === 200) continue;
      failed += 1;
      example ||= `${status} ${body.toString("utf8", 0, 300)}`;
    }
  };
  const startedMs = performance.now();
  await Promise.all(connections.map(keepAsking));
  const seconds = (performance.now() - startedMs) / 1000;
  for (const connection of connections) connection.close();
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0;
  return { requests: requests.length, failed, seconds, p50: at(0.5), p99: at(0.99), example };
}
