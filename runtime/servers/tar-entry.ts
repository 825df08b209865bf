const blockBytes = 512;

/**
 * Gives the bytes of one file out of a tar stream (POSIX ustar, as npm packs it); the rest of the stream is read and dropped.
 * Gives nothing if the file is not there. Entries with extended (pax) names are not looked at: a pinned path is short.
 * @param tar the uncompressed archive in chunks of any size
 * @param path the wanted entry's full path
 */
export async function* tarEntry(tar: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Buffer> {
  let header = Buffer.alloc(0);
  let body = 0;
  let padding = 0;
  let wanted = false;
  for await (const chunk of tar) {
    let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    while (rest.length > 0) {
      if (body > 0) {
        const part = rest.subarray(0, body);
        if (wanted) yield part;
        body -= part.length;
        rest = rest.subarray(part.length);
      } else if (padding > 0) {
        const skipped = Math.min(padding, rest.length);
        padding -= skipped;
        rest = rest.subarray(skipped);
      } else {
        const missing = blockBytes - header.length;
        header = Buffer.concat([header, rest.subarray(0, missing)]);
        rest = rest.subarray(missing);
        if (header.length === blockBytes) {
          body = sizeOf(header);
          padding = (blockBytes - (body % blockBytes)) % blockBytes;
          wanted = isRegularFile(header) && pathOf(header) === path;
          header = Buffer.alloc(0);
        }
      }
    }
  }
}

function text(header: Buffer, from: number, length: number): string {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end === -1 ? length : end);
}

function pathOf(header: Buffer): string {
  const name = text(header, 0, 100);
  const prefix = text(header, 257, 5) === "ustar" ? text(header, 345, 155) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
}

function sizeOf(header: Buffer): number {
  return Number.parseInt(text(header, 124, 12).trim() || "0", 8);
}

function isRegularFile(header: Buffer): boolean {
  const type = text(header, 156, 1);
  return type === "" || type === "0";
}
