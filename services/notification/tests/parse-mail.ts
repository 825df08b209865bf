/** A mail as a reader's program shows it. */
export interface ParsedMail {
  /** Header values by lower-case name, unfolded and decoded; of repeated ones the last. */
  readonly headers: ReadonlyMap<string, string>;
  /** Header names in lower case, in order, repeated ones repeated. */
  readonly headerNames: readonly string[];
  /** Lines end with LF. */
  readonly text: string;
  readonly html: string;
}

/** Reads a mail (RFC 5322, MIME multipart/alternative) as far as the tests need it. */
export function parseMail(raw: string): ParsedMail {
  const { fields, body } = split(raw);
  const headers = new Map(fields);
  const boundary = /boundary="([^"]+)"/.exec(headers.get("content-type") ?? "")?.[1] ?? "";
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => split(part.replace(/^\r\n/, "")));
  const partOf = (type: string): string => {
    const part = parts.find(({ fields: own }) => new Map(own).get("content-type")?.startsWith(type));
    const encoding = new Map(part?.fields).get("content-transfer-encoding") ?? "";
    return decodeBody(part?.body ?? "", encoding).replaceAll("\r\n", "\n");
  };
  return {
    headers,
    headerNames: fields.map(([name]) => name),
    text: partOf("text/plain"),
    html: partOf("text/html"),
  };
}

function split(raw: string): { fields: [string, string][]; body: string } {
  const end = raw.indexOf("\r\n\r\n");
  const lines = raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, " ")
    .split("\r\n");
  const fields = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())];
  });
  return { fields, body: raw.slice(end + 4) };
}

/** RFC 2047 encoded words. */
function decodeWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, encoding: string, word: string) =>
      encoding.toLowerCase() === "b"
        ? Buffer.from(word, "base64").toString("utf8")
        : quotedPrintable(word.replaceAll("_", " ")),
    );
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  return encoding === "quoted-printable" ? quotedPrintable(body) : body;
}

function quotedPrintable(text: string): string {
  const bytes = text
    .replaceAll(/=\r\n/g, "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
