import { importJWK, SignJWT } from "jose";
import type { Connection } from "mongoose";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { EmployeeImportState } from "#gen/countersign/employee/v1/employee_import_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { Materiality } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import {
  ACCESS_TOKEN_MINUTES,
  type AccessClaims,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
} from "../runtime/auth/access-token.ts";
import { systemClock } from "../runtime/clock.ts";
import { readConfig } from "../runtime/config/config.ts";
import { createIdSource } from "../runtime/ids.ts";
import { openSecrets } from "../runtime/secrets/key-file.ts";
import {
  approveAndPublish,
  foundCustomer,
  importPeople,
  present,
  type Story,
  withRole,
} from "../test/flow/story.ts";
import { type Mode, Platform } from "../test/harness/platform.ts";

/** A platform with people and policies, seeded the same in every run. */
export interface Fixture {
  readonly platform: Platform;
  readonly story: Story;
  readonly people: readonly { readonly employeeId: string; readonly token: string }[];
}

const newId = createIdSource(systemClock);

/** Starts the platform with a customer and `count` engineers, each with an access token of their own. */
export async function startFixture(mode: Mode, mongo: Connection, count: number): Promise<Fixture> {
  const startAt = systemClock.now();
  const platform = await Platform.start({ mode, startAt });
  const story = await foundCustomer(platform);
  await importEngineers(story, count);
  const employees: { id: string; name: string; email: string }[] = [];
  let pageToken = "";
  do {
    const page = await story.admin.client(EmployeeService).listEmployees({ pageSize: 200, pageToken });
    employees.push(...page.employees);
    pageToken = page.nextPageToken;
  } while (pageToken !== "" && employees.length < 2_000);
  const issue = await tokenIssuer(mongo, platform, startAt);
  const people = await Promise.all(
    employees.map(async ({ id, name, email }) => ({
      employeeId: id,
      token: await issue({ employeeId: id, name, email, customerId: story.customerId }),
    })),
  );
  return { platform, story, people };
}

/** Imports engineers in files of 20,000 rows. */
export async function importEngineers(story: Story, count: number): Promise<void> {
  for (let from = 0; from < count; from += 20_000) {
    const rows = Array.from(
      { length: Math.min(20_000, count - from) },
      (_, i) => `P ${from + i},p${from + i}@bench.example,Technology,Berlin,engineer,2026-03-02`,
    );
    const done = await importPeople(
      story,
      ["name,email,department,location,roles,join_date", ...rows].join("\n"),
    );
    if (done.state !== EmployeeImportState.COMPLETED || done.failedCount > 0)
      throw new Error(`the import failed: ${done.failure}`);
  }
}

/** Publishes a policy to all engineers; gives its id. */
export async function publishPolicy(story: Story, title: string): Promise<string> {
  const policies = story.officer.client(PolicyService);
  const { policy } = await policies.createPolicy({
    title,
    contentMarkdown: `# ${title}\n\n${"Keep it safe. ".repeat(50)}`,
    audience: withRole("engineer"),
  });
  const { id } = present(policy, "policy");
  await approveAndPublish(story, id, Materiality.MATERIAL);
  return id;
}

/** Every pending obligation of a person, by id. */
export async function pendingOf(fixture: Fixture, token: string): Promise<string[]> {
  const { acknowledgements } = await fixture.platform
    .client(AcknowledgementService, async () => token)
    .listMyAcknowledgements({ pageSize: 200 });
  return acknowledgements.map((one) => one.id);
}

/** Signs access tokens with the platform's own key: signing in thousands of people would measure argon2. */
async function tokenIssuer(mongo: Connection, platform: Platform, startAt: Date) {
  const database = mongo.useDb(`${platform.env.DATABASE_PREFIX}_identity`);
  const row = present(
    (await database.collection("signing_keys").findOne({ state: "ACTIVE" })) ?? undefined,
    "signing key",
  );
  const secrets = openSecrets(readConfig(platform.env, process.cwd()));
  const d = secrets.open(String(row.sealedKey), `identity.signing_key:${row._id}`);
  const key = await importJWK({ kty: "OKP", crv: "Ed25519", x: String(row.x), d }, "EdDSA");
  return (person: {
    employeeId: string;
    name: string;
    email: string;
    customerId: string;
  }): Promise<string> => {
    const claims: Omit<AccessClaims, "sub"> = {
      sid: newId("ses"),
      cid: person.customerId,
      eid: person.employeeId,
      name: person.name,
      email: person.email,
      roles: [PermissionRole.EMPLOYEE],
      amr: ["pwd"],
    };
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: "EdDSA", kid: String(row._id), typ: "at+jwt" })
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_AUDIENCE)
      .setSubject(newId("usr"))
      .setIssuedAt(startAt) // where the platform's clock stands during the whole run
      .setExpirationTime(new Date(startAt.getTime() + ACCESS_TOKEN_MINUTES * 60_000))
      .sign(key);
  };
}
