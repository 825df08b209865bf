/** What a test asks of a platform process, over Node's process channel. */
export type Request =
  | { readonly op: "advance"; readonly ms: number }
  | { readonly op: "runJobs" }
  | { readonly op: "backlog" }
  /** How much processor time the process has used, in ms. */
  | { readonly op: "cpu" }
  /** How many TCP connections the process has opened to these ports of this machine. */
  | { readonly op: "connections"; readonly ports: readonly number[] }
  | { readonly op: "stop" };

/** A request with its number. */
export interface Numbered {
  readonly id: number;
  readonly request: Request;
}

/** What the process says: it is ready (with its ports), it failed, or the answer to a request. */
export type Said =
  | { readonly kind: "ready"; readonly grpcPort: number; readonly httpPort: number }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "answer"; readonly id: number; readonly value: number; readonly error?: string };
