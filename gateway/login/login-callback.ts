import { Code, type ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { FinishLoginResponse } from "#gen/countersign/identity/v1/login_requests_pb.ts";
import { reasonOf } from "../../runtime/rpc/error-mapping.ts";
import type { AccessLog } from "../access-log.ts";
import { sendAnswer } from "../http-message.ts";
import type { Mount, MountedRequest } from "../mount.ts";
import { sendPage, textAnswer } from "../pages/page.ts";
import { gatewayError, publicError } from "../public-error.ts";
import type { Reception } from "../reception.ts";
import { type SessionCookies, setCookies } from "../session/session-cookies.ts";
import type { Answering } from "../visit.ts";
import { failedLoginPage } from "./login-page.ts";

/** Where identity providers send browsers back to. */
export const CALLBACK_PATH = "/login/callback";

/** What the callback works with. */
export interface LoginCallbackParts {
  /** The way to the identity service. */
  readonly identity: Transport;
  readonly reception: Reception;
  readonly cookies: SessionCookies;
  readonly log: Pick<AccessLog, "failed">;
  /** The client's page that says what went wrong: it gets the reason as `?failed=`. Undefined: a plain page does. */
  readonly failedAt?: string | undefined;
}

/**
 * The page on which a login at an identity provider ends: it finishes the login that this browser began, keeps the
 * session in cookies and goes on to where the login began. Anything that fails is said on a plain page.
 */
export const loginCallback = (parts: LoginCallbackParts): Mount => ({
  prefix: CALLBACK_PATH,
  serve: async (request) => {
    const { req, to } = request;
    const url = new URL(req.url ?? "/", "http://here.invalid");
    const providerId = providerIn(url.pathname);
    if (providerId === undefined)
      sendPage(req, to.res, textAnswer(404, "There is nothing here."), to.security);
    else if (req.method !== "GET")
      sendPage(req, to.res, textAnswer(405, "Read this with GET.", { allow: "GET" }), to.security);
    else await finish(parts, request, providerId, url.search);
  },
});

/** The provider that a redirect URI names at its end; empty when it names none. Undefined: this is no such path. */
function providerIn(path: string): string | undefined {
  if (path === CALLBACK_PATH) return "";
  return /^\/login\/callback\/(idp_[0-9a-z]{26})$/.exec(path)?.[1];
}

async function finish(
  parts: LoginCallbackParts,
  request: MountedRequest,
  redirectProviderId: string,
  callbackQuery: string,
): Promise<void> {
  const { req, arrival, to } = request;
  try {
    const method = IdentityService.method.finishLogin;
    const destination = { method, isPublic: true, tokenFields: undefined };
    const visit = await parts.reception.receive(req, to, arrival, destination);
    request.seen(visit);
    if (visit.refusal) throw visit.refusal;
    const loginToken = parts.cookies.read(req, arrival, "login");
    if (loginToken === undefined || callbackQuery === "") throw notBegun();
    const answer = await createClient(IdentityService, parts.identity).finishLogin(
      { loginToken, callbackQuery, redirectProviderId },
      { headers: visit.headers },
    );
    arrive(parts, request, answer);
  } catch (failure) {
    const error = publicError(failure);
    if (UNEXPECTED.has(error.code))
      parts.log.failed({ err: failure, requestId: to.requestId, path: CALLBACK_PATH });
    if (isOver(error)) setCookies(to.res, parts.cookies.drop(arrival, "login"));
    if (parts.failedAt === undefined)
      sendPage(req, to.res, failedLoginPage(error, to.requestId), to.security);
    else goTo(to, `${parts.failedAt}?failed=${encodeURIComponent(reasonOf(error))}`);
  }
}

const UNEXPECTED: ReadonlySet<Code> = new Set([Code.Internal, Code.Unknown]);

/** Whether the login can't be finished any more. An answer that was somebody else's leaves it good. */
const isOver = (error: ConnectError): boolean =>
  ["LOGIN_EXPIRED", "LOGIN_DENIED", "LOGIN_EMAIL_NOT_VERIFIED", "LOGIN_REFUSED"].includes(reasonOf(error));

const notBegun = (): ConnectError =>
  gatewayError(
    Code.Unauthenticated,
    "LOGIN_EXPIRED",
    "This browser has no login to finish: it took too long, was finished already, or began elsewhere.",
  );

function arrive(
  { cookies }: LoginCallbackParts,
  { arrival, to }: MountedRequest,
  { tokens, returnPath }: FinishLoginResponse,
): void {
  if (!tokens) throw gatewayError(Code.Internal, "INTERNAL", "The login gave no session.");
  setCookies(to.res, [...cookies.keep(arrival, tokens), ...cookies.drop(arrival, "login")]);
  goTo(to, samePage(returnPath));
}

const goTo = ({ res, security }: Answering, location: string): void =>
  sendAnswer(res, 303, { ...security, location, "content-length": 0 });

/** A path of this site, whatever identity says: a redirect from here must never lead away. */
const samePage = (path: string): string => (/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(path) ? path : "/");
