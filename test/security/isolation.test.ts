import { type DescMethod, type Message, toJsonString } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ErrorDetailSchema } from "#gen/countersign/common/v1/error_pb.ts";
import { accessOf } from "../../runtime/rpc/access.ts";
import { reasonOf } from "../../runtime/rpc/error-mapping.ts";
import { callOnce } from "./call-once.ts";
import { type IdField, idFieldsOf, METHODS, nameOf, namesCustomer } from "./contract.ts";
import { PLATFORM_OWNED } from "./inhabit.ts";
import { digestsOf } from "./stored-ids.ts";
import { unknownId } from "./unknown-id.ts";
import { validRequest } from "./valid-request.ts";
import { FOREIGN_NAME, SecurityWorld } from "./world.ts";

let world: SecurityWorld;
beforeAll(async () => {
  world = await SecurityWorld.start({ inhabited: true });
}, 300_000);
afterAll(() => world.net.stop());

/** Who calls: somebody with every right within the own customer, or a service on the own customer's behalf. */
type By = "everybody" | "service";

const byOf = (method: DescMethod): By[] => {
  const rule = accessOf(method);
  // A service that names no customer speaks for the whole platform: nothing is foreign to it.
  const byService = namesCustomer(method) ? (["service"] as const) : [];
  if (rule.case === "internal") return [...byService];
  if (rule.case === "self") return ["everybody"];
  return rule.case === "roles" ? [...(rule.value.services ? byService : []), "everybody"] : [];
};

/** What ends something comes last, so that the others find things as they were. */
const isEnding = ({ name }: DescMethod): boolean =>
  /^(Delete|Archive|Deactivate|Revoke|Cancel|Remove|Unmap|Disable|Undelete|Unlink)/.test(name);

const methodsInOrder = (): readonly DescMethod[] => [
  ...METHODS.filter((method) => !isEnding(method)),
  ...METHODS.filter(isEnding),
];

interface Place {
  readonly method: DescMethod;
  readonly field: IdField;
  readonly by: By;
}

/** Every field of every request that takes an id, for everybody who may send it. */
function places(): Place[] {
  return methodsInOrder().flatMap((method) =>
    idFieldsOf(method.input)
      .filter(({ path, prefix }) => path !== "customerId" && prefix !== PLATFORM_OWNED)
      .flatMap((field) => byOf(method).map((by) => ({ method, field, by }))),
  );
}

let salt = 0;

/** A request that names `id` in one field, and what is the caller's own in all others. */
function requestWith({ method, field, by }: Place, id: string): Message {
  const { own, net } = world;
  const request = validRequest(
    method.input,
    {
      id: (prefix, path) => {
        if (path === field.path) return id;
        if (path === "customerId") return by === "service" ? own.customerId : "";
        return own.ids.get(prefix)?.[0] ?? unknownId(prefix);
      },
      now: net.clock.now(),
      salt: `isolation${++salt}`,
    },
    by === "service" && namesCustomer(method) && field.path === "" ? "customerId" : field.path,
  );
  if (!request)
    throw new Error(`no valid request for ${nameOf(method)} with ${field.path} could be generated`);
  return request;
}

interface Answer {
  readonly words: string;
  readonly text: string;
}

/** An answer in words that don't depend on ids, times and counters of this very call. */
async function ask(place: Place, id: string): Promise<Answer> {
  const { method, by } = place;
  const { net, own } = world;
  const authorization = `Bearer ${await net.token(own.everybody)}`;
  const transport = net.running.transports.to(method.parent, by === "service" ? "audit" : "gateway");
  const headers = by === "service" ? {} : { authorization };
  try {
    const message = await callOnce(
      transport,
      method,
      requestWith(place, id),
      headers as Record<string, string>,
    );
    const text = message ? toJsonString(method.output, message) : "";
    return { words: isReading(method) ? `ok ${neutral(text)}` : "ok", text };
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    const details = error
      .findDetails(ErrorDetailSchema)
      .map((detail) => toJsonString(ErrorDetailSchema, detail));
    const text = `${error.rawMessage} ${details.join(" ")}`;
    return { words: neutral(`${Code[error.code]} ${reasonOf(error)}: ${error.rawMessage}`), text };
  }
}

const isReading = ({ name }: DescMethod): boolean => /^(Get|List|Watch|Preview|Find|Search|Diff)/.test(name);

const neutral = (text: string): string => text.replaceAll(/\b[a-z]{3}_[0-9a-z]{26}\b/g, "<id>");

/** Whether an answer shows something of the foreign customer's beside what the request itself said. */
function leaks(answer: Answer, sent: string): boolean {
  const text = answer.text.replaceAll(sent, "");
  if (text.toLowerCase().includes(FOREIGN_NAME.toLowerCase())) return true;
  return [...world.foreign.ids.values()].flat().some((id) => text.includes(id));
}

describe("ids of another customer", () => {
  test("exist for every kind of id that a request can take", () => {
    const kinds = new Set(places().map(({ field }) => field.prefix));
    expect([...kinds].filter((prefix) => !world.foreign.ids.get(prefix)?.length)).toEqual([]);
  });

  test("are answered as ids of nothing, in every field of every request; nothing of theirs shows or changes", async () => {
    const { databases, foreign } = world;
    const before = await digestsOf(databases, foreign.customerId);
    const wrong: string[] = [];
    let asked = 0;
    for (const place of places()) {
      const { method, field, by } = place;
      const at = `${nameOf(method)} × ${by} × ${field.path}`;
      for (const id of (foreign.ids.get(field.prefix) ?? []).slice(0, 3)) {
        const unknown = await ask(place, unknownId(field.prefix));
        const theirs = await ask(place, id);
        asked += 1;
        if (theirs.words !== unknown.words)
          wrong.push(`${at}: ${id} is told from an unknown id:\n  ${theirs.words}\n  ${unknown.words}`);
        if (leaks(theirs, id)) wrong.push(`${at}: the answer shows something of theirs: ${theirs.text}`);
      }
    }
    await world.net.settle();
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(300);
    const after = await digestsOf(databases, foreign.customerId);
    expect(changesBetween(before, after)).toEqual([]);
    expect(before.size).toBeGreaterThan(100);
  }, 240_000);

  test("do open for their owner, so that the refusals above mean something", async () => {
    const { net, foreign } = world;
    const headers = { authorization: `Bearer ${await net.token(foreign.everybody)}` };
    const closed: string[] = [];
    for (const method of METHODS.filter(({ name }) => /^(Get|Watch)/.test(name))) {
      const [field] = idFieldsOf(method.input).filter(({ path }) => path !== "customerId");
      if (!field || accessOf(method).case === "internal" || field.prefix === PLATFORM_OWNED) continue;
      const answers = await Promise.all(
        (foreign.ids.get(field.prefix) ?? []).map(async (id) => {
          const draw = {
            id: (prefix: string) => (prefix === "cus" ? "" : id),
            now: net.clock.now(),
            salt: "owner",
          };
          const request = validRequest(method.input, draw, field.path);
          if (!request) return false;
          const transport = net.running.transports.to(method.parent, "gateway");
          return callOnce(transport, method, request, headers).then(
            () => true,
            () => false,
          );
        }),
      );
      if (!answers.includes(true)) closed.push(`${nameOf(method)} ${field.path}`);
    }
    expect(closed).toEqual([]);
  }, 60_000);
});

function changesBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => before.get(key) !== after.get(key));
}
