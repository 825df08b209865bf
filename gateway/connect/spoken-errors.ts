import type { UniversalServerRequest, UniversalServerResponse } from "@connectrpc/connect/protocol";

/** Marks a frame of gRPC-Web as the trailers (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md). */
const TRAILERS = 0x80;
const UNREADABLE = { "grpc-status": "3", "grpc-message": "The request is not a readable message" };

/**
 * An answer also where connect-node can't put its own error in words: gRPC sends texts as URI components, and the text
 * of an error that quotes half a surrogate pair of an unreadable request is none.
 */
export async function withSpokenErrors(
  request: UniversalServerRequest,
  answer: () => Promise<UniversalServerResponse>,
): Promise<UniversalServerResponse> {
  try {
    return await answer();
  } catch (error) {
    const type = request.header.get("content-type") ?? "";
    if (!(error instanceof URIError) || !/^application\/grpc/i.test(type)) throw error;
    const header = new Headers({ "content-type": type });
    if (!/^application\/grpc-web/i.test(type))
      return { status: 200, header, trailer: new Headers(UNREADABLE) };
    return { status: 200, header, body: once(trailers(UNREADABLE)) };
  }
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

function trailers(lines: Readonly<Record<string, string>>): Uint8Array {
  const text = Object.entries(lines)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
  const frame = Buffer.alloc(5 + text.length);
  frame.writeUInt8(TRAILERS, 0);
  frame.writeUInt32BE(text.length, 1);
  frame.write(text, 5, "latin1");
  return frame;
}
