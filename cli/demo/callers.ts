import type { DescService } from "@bufbuild/protobuf";
import { type Client, type Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Transports } from "../../runtime/platform/transports.ts";
import { HEADERS } from "../../runtime/rpc/call.ts";
import { plainHeaders } from "../../runtime/rpc/plain-headers.ts";

/** Somebody who has signed in, with typed clients that call as them. */
export interface Caller {
  readonly userId: string;
  readonly name: string;
  readonly client: <S extends DescService>(service: S) => Client<S>;
}

/** How the services are reached. */
export type Reach = Pick<Transports, "to">;

/** Signs in by password, as a browser would through the gateway. Throws what CreateSession throws. */
export async function signIn(reach: Reach, email: string, password: string): Promise<Caller> {
  const identity = createClient(IdentityService, reach.to(IdentityService, "gateway"));
  const { tokens, user } = await identity.createSession({ email, password });
  if (!tokens || !user) throw new Error(`${email} got no session`);
  const { accessToken } = tokens;
  return {
    userId: user.id,
    name: user.displayName,
    client: (service) => createClient(service, bearing(reach.to(service, "gateway"), accessToken)),
  };
}

/** A client that asks as the platform itself; only methods for services answer. */
export const asPlatform = <S extends DescService>(reach: Reach, service: S): Client<S> =>
  createClient(service, reach.to(service, "demo"));

function bearing(inner: Transport, accessToken: string): Transport {
  const stamped = (header: Parameters<typeof plainHeaders>[0]) => ({
    ...plainHeaders(header),
    [HEADERS.authorization]: `Bearer ${accessToken}`,
    [HEADERS.clientAgent]: "Countersign demo",
  });
  return {
    unary: (method, signal, timeoutMs, header, input, values) =>
      inner.unary(method, signal, timeoutMs, stamped(header), input, values),
    stream: (method, signal, timeoutMs, header, input, values) =>
      inner.stream(method, signal, timeoutMs, stamped(header), input, values),
  };
}

/** Runs a call and gives undefined where it is refused with this code: somebody else was faster, or it was done before. */
export async function unlessRefused<T>(code: Code, call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ConnectError && error.code === code) return undefined;
    throw error;
  }
}

/** The most that a page may hold. */
export const LARGEST_PAGE = 200;

/** All pages of a list; `ask` gets the page token. */
export async function allPages<P extends { readonly nextPageToken: string }, T>(
  ask: (pageToken: string) => Promise<P>,
  rows: (page: P) => readonly T[],
): Promise<T[]> {
  const all: T[] = [];
  for (let token = "", first = true; first || token !== ""; first = false) {
    const page = await ask(token);
    all.push(...rows(page));
    token = page.nextPageToken;
  }
  return all;
}
