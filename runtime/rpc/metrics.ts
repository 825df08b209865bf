import type { DescMethod } from "@bufbuild/protobuf";
import { Histogram, type Registry } from "prom-client";

/** Counts and times calls for Prometheus. */
export class RpcMetrics {
  readonly #durations: Histogram<"service" | "method" | "code">;

  constructor(registry: Registry) {
    const known = registry.getSingleMetric("countersign_rpc_duration_seconds") as
      | Histogram<"service" | "method" | "code">
      | undefined;
    this.#durations =
      known ??
      new Histogram({
        name: "countersign_rpc_duration_seconds",
        help: "Time to answer a call, by service, method and status code.",
        labelNames: ["service", "method", "code"],
        buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        registers: [registry],
      });
  }

  /** Records one answered call; `code` as in `Ok`, `NotFound`. */
  observe(method: DescMethod, code: string, ms: number): void {
    this.#durations.observe({ service: method.parent.name, method: method.name, code }, ms / 1000);
  }
}
