import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { Constellation } from "../runtime/testing/constellation.ts";
import { customerModule } from "../services/customer/module.ts";
import { identityModule } from "../services/identity/module.ts";

const run = promisify(execFile);
const CLI = join(import.meta.dirname, "countersign.ts");
const PASSWORD = "a password that nobody else has";

jest.setTimeout(90_000); // each command is a process of its own

let net: Constellation;

beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, identityModule] });
});
afterAll(() => net.stop());

const createSuperuser = (email: string, password: string) => {
  const { databasePrefix: DATABASE_PREFIX, dataDir: DATA_DIR } = net.config;
  const env = { ...process.env, DATABASE_PREFIX, DATA_DIR, SUPERUSER_PASSWORD: password };
  return run(process.execPath, [CLI, "createsuperuser", "--email", email, "--name", "Olga"], { env });
};

/** What a refused command writes on standard error. */
async function complaint(command: Promise<unknown>): Promise<string> {
  const failed = await command.then(
    () => undefined,
    (error: { code: number; stderr: string }) => error,
  );
  expect(failed?.code).toBe(1);
  return failed?.stderr.trim() ?? "";
}

test("creates an operator who can sign in, beside a running platform", async () => {
  const { stdout, stderr } = await createSuperuser("olga@example.com", PASSWORD);
  expect(stdout.trim()).toMatch(/^usr_[0-9a-z]{26}$/);
  expect(stderr).toContain("olga@example.com is a platform operator. Next:");
  const { user } = await net
    .client(IdentityService)
    .createSession({ email: "olga@example.com", password: PASSWORD });
  expect(user).toMatchObject({ displayName: "Olga", customerId: "", roles: [PermissionRole.PLATFORM_ADMIN] });
  expect(await net.eventsOf("identity", "UserCreated")).toHaveLength(1);
});

test("says in one line what is wrong, and creates nothing", async () => {
  await createSuperuser("once@example.com", PASSWORD);
  expect(await complaint(createSuperuser("once@example.com", PASSWORD))).toBe(
    "countersign: There is already a user with email once@example.com.",
  );
  expect(await complaint(createSuperuser("weak@example.com", "password1234"))).toMatch(
    /^countersign: This password is among the first .*$/,
  );
  expect(await complaint(createSuperuser("no address", PASSWORD))).toMatch(/^countersign: .*email.*$/);
  expect(await complaint(createSuperuser("none@example.com", ""))).toBe(
    "countersign: Set SUPERUSER_PASSWORD, or run this at a terminal to be asked for the password.",
  );
  expect(await net.eventsOf("identity", "UserCreated")).toHaveLength(2);
});
