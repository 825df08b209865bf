import { type HttpRequest, headerOf } from "../../http-message.ts";
import { badRequest, ScimError } from "./scim-error.ts";

/** Most bytes of a body. */
export const MAX_BODY_BYTES = 1_000_000;

const JSON_TYPE = /^application\/(?:scim\+)?json(?:\s*;.*)?$/i;

/**
 * Reads a JSON body of at most MAX_BODY_BYTES. Throws 413 for a larger one, 415 for another type, invalidSyntax for what
 * is no JSON; rejects with the signal's reason when it aborts first.
 */
export async function readJson(req: HttpRequest, signal: AbortSignal): Promise<unknown> {
  const encoding = headerOf(req, "content-encoding") ?? "identity";
  if (!JSON_TYPE.test(headerOf(req, "content-type") ?? "application/json") || encoding !== "identity") {
    req.resume();
    throw new ScimError(415, undefined, "Send application/scim+json, not compressed.");
  }
  const bytes = await readBytes(req, signal);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw badRequest("invalidSyntax", "The body is not valid JSON.");
  }
}

/** What comes after the limit is read and dropped, so that the client sees the answer. */
function readBytes(req: HttpRequest, signal: AbortSignal): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const tooLarge = (): void => {
      chunks.length = 0;
      reject(new ScimError(413, undefined, `A body has at most ${MAX_BODY_BYTES} bytes.`));
    };
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    req.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) tooLarge();
      else chunks.push(chunk);
    });
    req.on("error", reject);
    req.on("end", () => resolve(Buffer.concat(chunks)));
    if (Number(headerOf(req, "content-length") ?? 0) > MAX_BODY_BYTES) tooLarge();
  });
}
