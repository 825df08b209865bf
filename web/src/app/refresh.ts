import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { reasonOf } from "./failure.ts";
import { sessionEnded } from "./session-end.ts";
import { SESSION_HEADER } from "./session-header.ts";

const identity = createClient(
  IdentityService,
  createConnectTransport({ baseUrl: location.origin, useBinaryFormat: true }),
);

let running: Promise<boolean> | undefined;

/** Whether an error says that the access token has ended, or that its cookie is gone with it. */
export function isSessionOver(error: unknown): boolean {
  const failure = ConnectError.from(error);
  if (failure.code !== Code.Unauthenticated) return false;
  return ["TOKEN_EXPIRED", "TOKEN_MISSING", "TOKEN_INVALID"].includes(reasonOf(failure));
}

/**
 * Gets a new access token; all who ask meanwhile share the one call. False: the session is over, and everybody who
 * listens for that has been told. Throws when the platform can't be reached.
 */
export function refreshSession(): Promise<boolean> {
  running ??= refresh().finally(() => {
    running = undefined;
  });
  return running;
}

async function refresh(): Promise<boolean> {
  try {
    await identity.refreshSession({}, { headers: [SESSION_HEADER] });
    return true;
  } catch (error) {
    const { code } = ConnectError.from(error);
    if (code !== Code.Unauthenticated && code !== Code.InvalidArgument) throw error;
    sessionEnded();
    return false;
  }
}
