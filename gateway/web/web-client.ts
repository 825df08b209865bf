import { randomBytes } from "node:crypto";
import { type HttpRequest, type HttpResponse, headerOf, sendAnswer } from "../http-message.ts";
import type { Mount } from "../mount.ts";
import { sendPage } from "../pages/page.ts";
import { contentSecurityPolicy, type HeaderSet, WEB_CLIENT } from "../security-headers.ts";
import { type BuiltFile, readBuiltFiles } from "./built-files.ts";

/** What the build writes where the page's nonce goes. */
const NONCE = "CSP_NONCE";
const FOR_GOOD = "public, max-age=31536000, immutable";
/** Kept, but asked for each time: a 304 when it is still the same. */
const ASK_EACH_TIME = "no-cache";

/**
 * The web client's build: its files, and its one page for every address that is no file and no API's. Nothing when there
 * is no build: then the gateway's own front page stands at "/".
 */
export async function webClient(folder: string): Promise<readonly Mount[]> {
  const files = await readBuiltFiles(folder);
  const index = files.get("/index.html");
  if (!index) return [];
  const html = index.plain.toString();
  return [
    {
      prefix: "/",
      takes: (req, path) => isReading(req) && (files.has(path) || isAddress(req, path)),
      serve: async ({ req, to }) => {
        const file = files.get((req.url ?? "/").split("?")[0] ?? "/");
        if (file && file !== index) sendFile(req, to.res, file, to.security);
        else sendClient(req, to.res, html, to.security);
      },
    },
  ];
}

const isReading = ({ method }: HttpRequest): boolean => method === "GET" || method === "HEAD";

/** Whether a page of the client is asked for: the first one, or any by a browser; what looks like a file, or a method of the API, is none. */
const isAddress = (req: HttpRequest, path: string): boolean =>
  path === "/" || (!path.includes(".") && (headerOf(req, "accept") ?? "").includes("text/html"));

/** Styles are made while the page runs, so they carry a nonce; scripts are files of ours and nothing else. */
function sendClient(req: HttpRequest, res: HttpResponse, html: string, always: HeaderSet): void {
  const nonce = randomBytes(16).toString("base64");
  const headers = {
    "content-security-policy": contentSecurityPolicy({ ...WEB_CLIENT, style: `'self' 'nonce-${nonce}'` }),
  };
  const body = html.replaceAll(NONCE, nonce);
  sendPage(req, res, { status: 200, type: "text/html; charset=utf-8", body, headers }, always);
}

function sendFile(req: HttpRequest, res: HttpResponse, file: BuiltFile, always: HeaderSet): void {
  const headers = {
    ...always,
    "cache-control": file.immutable ? FOR_GOOD : ASK_EACH_TIME,
    etag: file.etag,
    vary: [always.vary, "accept-encoding"].filter(Boolean).join(", "),
  };
  if (headerOf(req, "if-none-match") === file.etag) {
    sendAnswer(res, 304, headers);
    return;
  }
  const [encoding, body] = bestBody(req, file);
  sendAnswer(
    res,
    200,
    {
      ...headers,
      "content-type": file.type,
      "content-length": body.length,
      ...(encoding ? { "content-encoding": encoding } : {}),
    },
    req.method === "HEAD" ? undefined : body,
  );
}

/** The smallest form that the browser reads. */
function bestBody(
  req: HttpRequest,
  { plain, encoded }: BuiltFile,
): [encoding: string | undefined, body: Buffer] {
  const accepted = headerOf(req, "accept-encoding") ?? "";
  for (const name of ["br", "gzip"] as const) {
    const body = encoded[name];
    if (body && new RegExp(`\\b${name}\\b(?!\\s*;\\s*q=0(?:\\.0*)?(?:,|$))`).test(accepted))
      return [name, body];
  }
  return [undefined, plain];
}
