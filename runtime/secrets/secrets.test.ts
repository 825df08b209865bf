import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { readConfig } from "../config/config.ts";
import { KEY_FILE, openSecrets } from "./key-file.ts";
import { createSecrets, SealBrokenError } from "./secrets.ts";

const key = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const under = (...bytes: number[]) => createSecrets(() => bytes.map(key));

test("what is sealed opens again, and only as what it was sealed about", () => {
  const secrets = under(1);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string(), fc.string(), (plain, about, other) => {
      const sealed = secrets.seal(plain, about);
      expect(secrets.open(sealed, about)).toBe(Buffer.from(plain).toString());
      if (other !== about) expect(() => secrets.open(sealed, other)).toThrow(SealBrokenError);
    }),
  );
  expect(secrets.seal("same", "a")).not.toBe(secrets.seal("same", "a"));
});

test("a sealed text that was changed anywhere doesn't open", () => {
  const secrets = under(1);
  const sealed = secrets.seal("the secret", "a");
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.constantFrom(..."AZ09_-."), (at, letter) => {
      const changed = sealed.slice(0, at) + letter + sealed.slice(at + 1);
      const same = Buffer.from(changed.split(".")[2] ?? "", "base64url");
      const body = Buffer.from(sealed.split(".")[2] ?? "", "base64url");
      if (changed.slice(0, 11) === sealed.slice(0, 11) && same.equals(body)) return;
      expect(() => secrets.open(changed, "a")).toThrow(SealBrokenError);
    }),
  );
  for (const text of ["", "s1", "s1..", "s1.x.", "plain text", `${sealed}.x`])
    expect(() => secrets.open(text, "a")).toThrow(SealBrokenError);
});

test("the first key seals, all open: keys rotate, and a key that is gone says so", () => {
  const old = under(1).seal("kept", "a");
  const both = under(2, 1);
  expect(both.open(old, "a")).toBe("kept");
  expect(both.isStale(old)).toBe(true);
  expect(both.isStale(both.seal("kept", "a"))).toBe(false);
  expect(() => under(2).open(old, "a")).toThrow(/SECRETS_KEY/);
});

test("a code holds for one text, about one thing, under the keys in force", () => {
  const code = under(1).codeFor("lnk_1", "link");
  expect(under(2, 1).isCodeFor(code, "lnk_1", "link")).toBe(true);
  expect(under(1).isCodeFor(code, "lnk_2", "link")).toBe(false);
  expect(under(1).isCodeFor(code, "lnk_1", "other")).toBe(false);
  expect(under(2).isCodeFor(code, "lnk_1", "link")).toBe(false);
  for (const bad of ["", "x", `${code}AA`]) expect(under(1).isCodeFor(bad, "lnk_1", "link")).toBe(false);
});

test("without SECRETS_KEY a key is made once in the data directory, readable by its owner alone", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "countersign-secrets-"));
  const config = { dataDir: join(dataDir, "var"), secretsKey: [] };
  const sealed = openSecrets(config).seal("mine", "a");
  expect(openSecrets(config).open(sealed, "a")).toBe("mine");
  const path = join(config.dataDir, KEY_FILE);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(config.dataDir)).toEqual([KEY_FILE]);
  const other = openSecrets({ ...config, secretsKey: [(await readFile(path, "utf8")).trim()] });
  expect(other.open(sealed, "a")).toBe("mine");
  await writeFile(path, "short");
  expect(() => openSecrets(config).open(sealed, "a")).toThrow(/holds no key/);
  await rm(dataDir, { recursive: true });
});

test("SECRETS_KEY takes 32-byte keys in base64url; a mistake is told without showing the key", () => {
  const good = Buffer.from(key(7)).toString("base64url");
  expect(readConfig({ SECRETS_KEY: `${good}, ${good}=` }, "/").secretsKey).toHaveLength(2);
  const standard = Buffer.alloc(32, 0xfb).toString("base64");
  expect(readConfig({ SECRETS_KEY: standard }, "/").secretsKey).toEqual([standard]);
  expect(readConfig({}, "/").secretsKey).toEqual([]);
  for (const bad of ["short", `${good}A`, `${good};${good}`]) {
    const read = () => readConfig({ SECRETS_KEY: bad }, "/");
    expect(read).toThrow(/SECRETS_KEY is not made of keys of 32 bytes/);
    expect(read).not.toThrow(new RegExp(bad.slice(0, 5)));
  }
});
