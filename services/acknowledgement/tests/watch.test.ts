import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { RolloutState } from "#gen/countersign/acknowledgement/v1/rollout_pb.ts";
import { outboxModel } from "../../../runtime/events/outbox.ts";
import { GroupCommit } from "../../../runtime/mongo/group-commit.ts";
import { createCommit } from "../../../runtime/mongo/unit-of-work.ts";
import { openSecrets } from "../../../runtime/secrets/key-file.ts";
import { createSecrets, type Secrets } from "../../../runtime/secrets/secrets.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { Receipts } from "../receipts.ts";
import { type ReceiptKeyRow, receiptKeyAbout, receiptKeyModel } from "../store/receipt-key-model.ts";
import { ReceiptKeyStore } from "../store/receipt-key-store.ts";
import { sealReceiptKeys } from "../store/seal-receipt-keys.ts";
import { World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.net.stop());

test("several processes make one receipt key", async () => {
  const { clock, newId } = world.net;
  const database = world.net.database("acknowledgement");
  const commit = createCommit({
    groups: new GroupCommit(database.getClient()),
    outbox: outboxModel(database),
    clock,
    newId,
    published: () => undefined,
  });
  const processes = Array.from(
    { length: 4 },
    () => new Receipts(new ReceiptKeyStore(database), commit, clock, openSecrets(world.net.config)),
  );
  const signed = await Promise.all(processes.map((receipts) => receipts.sign('{"a":1}')));
  expect(new Set(signed.map((one) => one.jws)).size).toBe(1);
  expect(await database.collection("receipt_keys").countDocuments()).toBe(1);
});

test("receipt keys stand sealed: a migration seals readable ones, a first use seals under the first secret", async () => {
  const { clock, newId } = world.net;
  const database = world.net.database("acknowledgement");
  const model = receiptKeyModel(database);
  const commit = createCommit({
    groups: new GroupCommit(database.getClient()),
    outbox: outboxModel(database),
    clock,
    newId,
    published: () => undefined,
  });
  const under = (...keys: Buffer[]) => createSecrets(() => keys);
  const signer = (secrets: Secrets) => new Receipts(new ReceiptKeyStore(database), commit, clock, secrets);
  const keyOf = async () => {
    const row = await model.findOne().lean<ReceiptKeyRow & { privateJwk?: object }>();
    if (!row) throw new Error("there is no key");
    return row;
  };
  const [old, young] = [randomBytes(32), randomBytes(32)];
  const first = await keyOf();
  const about = receiptKeyAbout(first._id);
  const privateJwk = JSON.parse(openSecrets(world.net.config).open(first.sealedKey, about));
  await model.collection.updateOne(
    { _id: first._id as never },
    { $set: { privateJwk }, $unset: { sealedKey: 1 } },
  );

  await sealReceiptKeys.run(database, under(old));
  expect((await keyOf()).privateJwk).toBeUndefined();
  const signed = await signer(under(young, old)).sign("{}");
  expect(await signer(under(young)).sign("{}")).toEqual(signed);

  const { sealedKey } = first;
  await model.collection.updateOne({ _id: first._id as never }, { $set: { sealedKey } });
});

test("WatchRollout sends the state at once, again after signatures, and ends with the last", async () => {
  const { customerId, officer } = await world.customer("Watched");
  const [ada, bob] = [world.person(customerId), world.person(customerId)];
  const policy = await world.rollOut(customerId, [ada, bob]);
  const { rollouts } = await world.as(officer).listRollouts({ policyId: policy.policyId });
  const rolloutId = rollouts[0]?.id ?? "";
  const seen: (number | undefined)[] = [];
  const states: (RolloutState | undefined)[] = [];
  const signers = [ada, bob];
  for await (const { rollout } of world.as(officer).watchRollout({ rolloutId })) {
    seen.push(rollout?.acknowledgedCount);
    states.push(rollout?.state);
    const signer = signers.shift();
    if (signer) await world.sign(signer);
  }
  expect(seen).toEqual([0, 1, 2]);
  expect(states.at(-1)).toBe(RolloutState.COMPLETED);
  const foreign = await world.customer("Watching from outside");
  const watch = async () => {
    for await (const _ of world.as(foreign.officer).watchRollout({ rolloutId })) break;
  };
  expect(await refusal(watch())).toBe("NotFound ROLLOUT_NOT_FOUND");
});
