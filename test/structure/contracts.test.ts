import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { accessOf } from "../../runtime/rpc/access.ts";
import { MODULES } from "../../services/modules.ts";

const methods = MODULES.flatMap((module) => module.service.methods);
const nameOf = (method: (typeof methods)[number]): string => `${method.parent.name}.${method.name}`;

describe("the contracts", () => {
  test("every method says who may call it", () => {
    expect(methods.filter((method) => accessOf(method).case === undefined).map(nameOf)).toEqual([]);
    expect(methods.length).toBeGreaterThan(80);
  });

  test("only the ways to sign in, refreshing and the public keys are open to everyone", () => {
    const open = methods.filter((method) => accessOf(method).case === "public").map(nameOf);
    expect(open.toSorted()).toEqual([
      "IdentityService.AcceptInvitation",
      "IdentityService.BeginLogin",
      "IdentityService.CreateSession",
      "IdentityService.ExchangeApiKey",
      "IdentityService.FinishLogin",
      "IdentityService.FinishMagicLink",
      "IdentityService.GetJwks",
      "IdentityService.RefreshSession",
      "IdentityService.RequestMagicLink",
      "IdentityService.RequestPasswordReset",
      "IdentityService.ResetPassword",
    ]);
  });

  test("lists are bounded, and no method takes a stream (browsers send none)", () => {
    const lists = methods.filter(
      (method) => method.name.startsWith("List") && method.output.field.nextPageToken,
    );
    expect(
      lists.filter((method) => !method.input.field.pageSize || !method.input.field.pageToken).map(nameOf),
    ).toEqual([]);
    expect(
      methods.filter((method) => !["unary", "server_streaming"].includes(method.methodKind)).map(nameOf),
    ).toEqual([]);
  });

  test("every method has a handler file named after it", () => {
    const missing = MODULES.flatMap((module) => {
      const files = new Set(readdirSync(join(import.meta.dirname, "../../services", module.name, "rpc")));
      return module.service.methods
        .map((method) => `${method.name.replaceAll(/(?<!^)([A-Z])/g, "-$1").toLowerCase()}.ts`)
        .filter((file) => !files.has(file))
        .map((file) => `services/${module.name}/rpc/${file}`);
    });
    expect(missing).toEqual([]);
  });

  test("the README's configuration table is the one that the code reads", async () => {
    const { settingsTable } = await import("../../cli/settings-table.ts");
    const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
    expect(readme).toContain(settingsTable());
  });
});
