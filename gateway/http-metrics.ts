import { Histogram, type Registry } from "prom-client";

/** Counts and times HTTP requests for Prometheus, by route and status. */
export class HttpMetrics {
  readonly #durations: Histogram<"route" | "status">;

  constructor(registry: Registry) {
    this.#durations = new Histogram({
      name: "countersign_http_request_duration_seconds",
      help: "Time to answer an HTTP request, by route and status; 499 when the client left first.",
      labelNames: ["route", "status"],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    });
  }

  /** Records one request. `route` is a known path, never what a client made up. */
  observe(route: string, status: number, ms: number): void {
    this.#durations.observe({ route, status }, ms / 1000);
  }
}
