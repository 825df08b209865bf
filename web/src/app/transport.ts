import type { DescMethod } from "@bufbuild/protobuf";
import type { Interceptor } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { actForCustomer } from "./customer-view.ts";
import { noticeLimit } from "./limited-session.ts";
import { isSessionOver, refreshSession } from "./refresh.ts";
import { SESSION_HEADER } from "./session-header.ts";

const { method } = IdentityService;

/** Methods that begin or end a session: the gateway keeps its tokens in cookies that scripts can't read. */
const SESSION_METHODS: ReadonlySet<DescMethod> = new Set<DescMethod>([
  method.createSession,
  method.revokeSession,
  method.finishMagicLink,
  method.acceptInvitation,
  method.beginLogin,
]);

const keepSessionInCookies: Interceptor = (next) => (request) => {
  if (SESSION_METHODS.has(request.method)) request.header.set(...SESSION_HEADER);
  return next(request);
};

/** A call that fails because the access token has ended is made again with a new one. */
const renewSession: Interceptor = (next) => async (request) => {
  try {
    return await next(request);
  } catch (error) {
    if (!isSessionOver(error) || request.stream || !(await refreshSession())) throw error;
    return next(request);
  }
};

/** The way to the platform: binary Connect on this page's own origin. */
export const transport = createConnectTransport({
  baseUrl: location.origin,
  useBinaryFormat: true,
  fetch: (input, init) => fetch(input, { ...init, credentials: "same-origin" }),
  interceptors: [noticeLimit, renewSession, actForCustomer, keepSessionInCookies],
});
