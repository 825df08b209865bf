import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { decodeProtectedHeader } from "jose";
import { AccessTokenVerifier } from "../../../runtime/auth/access-token.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import { outboxModel } from "../../../runtime/events/outbox.ts";
import { GroupCommit } from "../../../runtime/mongo/group-commit.ts";
import { createCommit } from "../../../runtime/mongo/unit-of-work.ts";
import { openSecrets } from "../../../runtime/secrets/key-file.ts";
import { ensureSigningKey } from "../access/access-tokens.ts";
import { sealSigningKeys } from "../store/seal-signing-keys.ts";
import { type SigningKeyRow, signingKeyAbout, signingKeyModel } from "../store/signing-key-model.ts";
import { SignInWorld } from "./sign-in-world.ts";

let world: SignInWorld;
beforeAll(async () => {
  world = await SignInWorld.start();
});
afterAll(() => world.net.stop());

const jwks = async () => {
  const { keys } = await world.as().getJwks({});
  return { keys: keys.map(({ kid, kty, crv, x, alg, use }) => ({ kid, kty, crv, x, alg, use })) };
};
const kids = async () => (await jwks()).keys.map((key) => key.kid);

test("of several processes that begin on an empty database, one makes the first key", async () => {
  const { clock, newId } = world.net;
  const database = world.net.database("identity");
  const model = signingKeyModel(database);
  const keys = await model.find().lean();
  await model.deleteMany({});
  const secrets = openSecrets(world.net.config);
  const kit = () => ({
    database,
    clock,
    newId,
    secrets,
    commit: createCommit({
      groups: new GroupCommit(database.getClient()),
      outbox: outboxModel(database),
      clock,
      newId,
      published: () => {},
    }),
  });
  await Promise.all(Array.from({ length: 8 }, () => ensureSigningKey(kit())));
  await expect(model.countDocuments()).resolves.toBe(1);
  await model.deleteMany({});
  await model.insertMany(keys);
});

test("a new key is published a day before it signs, and what the old one signed verifies to its end", async () => {
  const { first } = await world.customer("Rotation");
  const kidOf = (token: string) => decodeProtectedHeader(token).kid ?? "";
  const verify = async (token: string) =>
    new AccessTokenVerifier(jwks, world.net.clock).verify(token).then(
      (principal) => principal.userId,
      (error: { reason: string }) => error.reason,
    );
  const [old = ""] = await kids();
  await world.net.advance(29 * DAY_MS);
  const [active, published = ""] = await kids();
  expect(active).toBe(old);
  expect(published).not.toBe("");
  const before = await world.signIn(first.email);
  expect(kidOf(before.tokens.accessToken)).toBe(old);

  await world.net.advance(DAY_MS - 60_000);
  await world.net.runJobs();
  const last = await world.signIn(first.email);
  expect(kidOf(last.tokens.accessToken)).toBe(old);
  await world.net.advance(10 * 60_000);
  await expect(kids()).resolves.toEqual([published, old]);
  const after = await world.signIn(first.email);
  expect(kidOf(after.tokens.accessToken)).toBe(published);
  await expect(verify(after.tokens.accessToken)).resolves.toBe(first.id);
  await expect(verify(last.tokens.accessToken)).resolves.toBe("TOKEN_EXPIRED");
  world.net.clock.advance(-60_000);
  await expect(verify(last.tokens.accessToken)).resolves.toBe(first.id);
  world.net.clock.advance(60_000);

  await world.net.advance(DAY_MS + 10 * 60_000);
  await expect(kids()).resolves.toEqual([published]);
  await expect(verify(before.tokens.accessToken)).resolves.toBe("TOKEN_INVALID");
});

test("private keys stand sealed, and a migration seals those that stood readable", async () => {
  const database = world.net.database("identity");
  const secrets = openSecrets(world.net.config);
  const model = signingKeyModel(database);
  const [row] = await model.find().lean<SigningKeyRow[]>();
  if (!row) throw new Error("there is no key");
  const d = secrets.open(row.sealedKey, signingKeyAbout(row._id));
  expect(Buffer.from(d, "base64url")).toHaveLength(32);
  await model.collection.updateOne({ _id: row._id as never }, { $set: { d }, $unset: { sealedKey: 1 } });
  await sealSigningKeys.run(database, secrets);
  await sealSigningKeys.run(database, secrets);
  const after = await model.findById(row._id).lean<SigningKeyRow & { d?: string }>();
  expect(after?.d).toBeUndefined();
  expect(secrets.open(after?.sealedKey ?? "", signingKeyAbout(row._id))).toBe(d);
});

test("the key set holds nothing private", async () => {
  const { keys } = await world.as().getJwks({});
  for (const key of keys)
    expect(Object.keys(key).sort()).toEqual(["$typeName", "alg", "crv", "kid", "kty", "use", "x"]);
});
