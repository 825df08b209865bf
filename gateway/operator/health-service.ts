import { Code, type ConnectError, type ServiceImpl } from "@connectrpc/connect";
import { type Health, HealthCheckResponse_ServingStatus } from "#gen/grpc/health/v1/health_pb.ts";
import { gatewayError } from "../public-error.ts";

const unknown = (service: string): ConnectError =>
  gatewayError(Code.NotFound, "SERVICE_UNKNOWN", `There is no service ${service}.`);

const { SERVING, NOT_SERVING } = HealthCheckResponse_ServingStatus;
/** How often a watch looks again, in ms. */
const LOOK_EVERY_MS = 1_000;

/**
 * gRPC's health protocol at the gateway (https://grpc.io/docs/guides/health-checking/): "" is the gateway itself; a
 * service that it leads to is as ready as the gateway. Unknown names give NOT_FOUND.
 */
export function healthService(
  names: ReadonlySet<string>,
  ready: () => Promise<boolean>,
): Partial<ServiceImpl<typeof Health>> {
  const status = async (): Promise<HealthCheckResponse_ServingStatus> =>
    (await ready()) ? SERVING : NOT_SERVING;
  const known = (service: string): boolean => service === "" || names.has(service);
  return {
    check: async ({ service }) => {
      if (!known(service)) throw unknown(service);
      return { status: await status() };
    },
    watch: async function* ({ service }, { signal }) {
      if (!known(service)) {
        yield { status: HealthCheckResponse_ServingStatus.SERVICE_UNKNOWN };
        return;
      }
      for (let last: number | undefined; !signal.aborted; await pause(signal)) {
        const now = await status();
        if (now !== last) yield { status: now };
        last = now;
      }
    },
    list: async () => {
      const now = { status: await status() };
      return { statuses: Object.fromEntries(["", ...names].map((name) => [name, now])) };
    },
  };
}

/** Waits a moment, or until the watcher leaves. */
function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, LOOK_EVERY_MS);
    signal.addEventListener("abort", done);
  });
}
