import { createServer as createHttp1, type IncomingMessage, type Server } from "node:http";
import {
  constants,
  createServer as createHttp2,
  type Http2Server,
  type Http2ServerRequest,
  type ServerHttp2Session,
} from "node:http2";
import type { Socket } from "node:net";
import { answerClientError } from "./client-error.ts";
import type { HttpRequest, HttpResponse } from "./http-message.ts";
import type { HttpLimits } from "./limits.ts";
import type { OpenCalls } from "./open-calls.ts";
import { looksLikeHttp2 } from "./preface.ts";
import type { HeaderSet } from "./security-headers.ts";

/** What the port does with a request, whichever HTTP it came in. */
export type OnRequest = (req: HttpRequest, res: HttpResponse) => void;

/** What the port is opened with. */
export interface DoorPortParts {
  readonly limits: HttpLimits;
  readonly security: HeaderSet;
  readonly onRequest: OnRequest;
  /** Whether a peer may open one more connection; the result is called when it is closed. Undefined: it may not. */
  readonly admit: (socket: Socket) => (() => void) | undefined;
}

/**
 * One port for HTTP/1.1 (browsers, curl) and HTTP/2 in clear text with prior knowledge (gRPC clients; RFC 9113, 3.3):
 * a connection that begins with HTTP/2's preface goes to the one server, every other to the other.
 */
export class DoorPort {
  readonly #http1: Server;
  readonly #http2: Http2Server;
  readonly #sessions = new Set<ServerHttp2Session>();
  readonly #http2Sockets = new Set<Socket>();
  /** Connections that have not said yet what they speak. */
  readonly #silent = new Set<Socket>();

  constructor(parts: DoorPortParts) {
    const { limits, security, onRequest } = parts;
    this.#http1 = http1Server(limits);
    this.#http1.on("clientError", answerClientError(security));
    this.#http1.on("request", (req, res) => {
      res.once("finish", () => dropRest(req));
      onRequest(req, res);
    });
    this.#http2 = http2Server(limits);
    this.#http2.on("request", (req, res) => {
      boundRequest(req, res, limits);
      onRequest(req, res);
    });
    this.#http2.on("session", (session) => this.#keep(session, limits));
    this.#http2.on("sessionError", () => undefined); // the session is closed; its calls see that
    this.#sort(parts);
  }

  /** The listening server: the one of HTTP/1.1, through which every connection comes. */
  get server(): Server {
    return this.#http1;
  }

  /** Stops: no new connections, idle ones closed, calls finished, the rest cut after `graceMs`. */
  stop(calls: OpenCalls, graceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cut = setTimeout(() => {
        this.#http1.closeAllConnections();
        // Not the sessions: one that is closing already would wait for its client to hang up.
        for (const socket of this.#http2Sockets) socket.destroy();
      }, graceMs);
      // A connection whose answer was on its way when the stop began becomes idle a moment later.
      const sweep = setInterval(() => this.#http1.closeIdleConnections(), SWEEP_MS);
      this.#http1.close(() => {
        clearTimeout(cut);
        clearInterval(sweep);
        resolve();
      });
      calls.stop();
      for (const socket of this.#silent) socket.destroy();
      for (const session of this.#sessions) session.close(); // GOAWAY; its calls may finish
    });
  }

  /** Takes each connection from the HTTP/1.1 server until it is known what is spoken on it. */
  #sort({ admit, limits, security }: DoorPortParts): void {
    const asHttp1 = this.#http1.listeners("connection") as ((this: Server, socket: Socket) => void)[];
    const refuseSlow = answerClientError(security);
    this.#http1.removeAllListeners("connection");
    this.#http1.on("connection", (socket: Socket) => {
      const left = admit(socket);
      if (!left) {
        socket.destroy();
        return;
      }
      this.#silent.add(socket);
      socket.once("close", () => {
        this.#silent.delete(socket);
        this.#http2Sockets.delete(socket);
        left();
      });
      looksLikeHttp2(socket, limits.headersTimeoutMs).then(
        (isHttp2) => {
          this.#silent.delete(socket);
          if (!isHttp2) {
            for (const serve of asHttp1) serve.call(this.#http1, socket);
            return;
          }
          this.#http2Sockets.add(socket);
          this.#http2.emit("connection", socket);
        },
        (error: NodeJS.ErrnoException) => refuseSlow(error, socket),
      );
    });
  }

  #keep(session: ServerHttp2Session, limits: HttpLimits): void {
    let streams = 0;
    this.#sessions.add(session);
    session.on("stream", (stream) => {
      streams += 1;
      stream.once("close", () => {
        streams -= 1;
      });
    });
    session.setTimeout(limits.keepAliveMs, () => {
      if (streams === 0) session.close();
    });
    session.once("close", () => this.#sessions.delete(session));
  }
}

const SWEEP_MS = 20;

function http1Server(limits: HttpLimits): Server {
  return createHttp1({
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: limits.checkEveryMs,
    keepAliveTimeout: limits.keepAliveMs,
    maxHeaderSize: limits.maxHeaderBytes,
    keepAlive: true,
    noDelay: true,
  });
}

/** Floods of pings, settings, invalid frames and resets end the session; what isn't named keeps Node's own bound. */
function http2Server(limits: HttpLimits): Http2Server {
  return createHttp2({
    settings: {
      maxConcurrentStreams: limits.maxConcurrentStreams,
      maxHeaderListSize: limits.maxHeaderBytes,
      enablePush: false,
    },
    maxHeaderListPairs: 100,
    maxSessionMemory: 16, // MB: four of the largest messages on their way
    maxOutstandingPings: 10,
    maxSettings: 32,
    maxSessionInvalidFrames: 100,
    maxSessionRejectedStreams: 100,
    streamResetBurst: limits.resetBurst,
    streamResetRate: limits.resetsPerSecond,
  });
}

/**
 * Reads and drops what is left of a body behind its answer. Node does so only if nobody has begun to read it; else the
 * next request on this connection, maybe somebody else's behind a proxy, would wait until the time limit.
 */
function dropRest(req: IncomingMessage): void {
  if (req.complete && req.readableEnded) return;
  // Taking listeners away stops a body that flows already.
  if (req.listenerCount("readable") > 0) req.removeAllListeners("readable");
  req.resume();
}

/**
 * What Node does for HTTP/1.1 only: a request that is not complete in time is cut, and what is left of a body behind
 * its answer is read and dropped, else its stream would never end.
 */
function boundRequest({ stream }: Http2ServerRequest, res: HttpResponse, limits: HttpLimits): void {
  const timer = setTimeout(() => {
    const answering = res.headersSent && !stream.writableFinished;
    if (!stream.readableEnded && !answering) stream.close(constants.NGHTTP2_CANCEL);
  }, limits.requestTimeoutMs);
  timer.unref();
  stream.once("finish", () => stream.resume());
  stream.once("close", () => clearTimeout(timer));
}
