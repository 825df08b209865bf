import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Platform, TEST_PASSWORD } from "../harness/platform.ts";

const run = promisify(execFile);
const BUF = join(import.meta.dirname, "../../node_modules/.bin/buf");

let platform: Platform;
let address = "";
let token = "";
beforeAll(async () => {
  platform = await Platform.start({ mode: "all", startAt: new Date("2026-03-02T09:00:00Z") });
  address = `http://127.0.0.1:${platform.env.GRPC_PORT}`;
}, 60_000);
afterAll(() => platform.stop(), 60_000);

type Json = { readonly [key: string]: Json } & { readonly [index: number]: Json } & string;

/** One call by gRPC with nothing but reflection to go by. */
async function call(method: string, request: object, as = token): Promise<Json> {
  const headers = as ? ["--header", `authorization: Bearer ${as}`] : [];
  const { stdout } = await run(BUF, [
    "curl",
    "--protocol",
    "grpc",
    "--http2-prior-knowledge",
    ...headers,
    "--data",
    JSON.stringify(request),
    `${address}/countersign.${method}`,
  ]);
  return JSON.parse(stdout || "{}") as Json;
}

const signIn = async (email: string): Promise<string> =>
  (await call("identity.v1.IdentityService/CreateSession", { email, password: TEST_PASSWORD }, "")).tokens
    ?.accessToken ?? "";

test("a foreign gRPC client finds every service by reflection", async () => {
  const { stdout } = await run(BUF, [
    "curl",
    "--protocol",
    "grpc",
    "--http2-prior-knowledge",
    "--list-services",
    address,
  ]);
  const services = stdout
    .trim()
    .split("\n")
    .filter((name) => name.startsWith("countersign."));
  expect(services).toHaveLength(8);
});

test("and drives the whole flow, from the customer to the receipt", async () => {
  await platform.operator();
  token = await signIn("operator@example.com");
  const created = await call("customer.v1.CustomerService/CreateCustomer", {
    customer: { name: "Reflected" },
  });
  const customerId = created.customer?.id;
  const user = (name: string, role: string, more: object = {}) =>
    call("identity.v1.IdentityService/CreateUser", {
      customerId,
      user: {
        email: `${name}@reflected.example`,
        displayName: name,
        roles: [`PERMISSION_ROLE_${role}`],
        ...more,
      },
      password: TEST_PASSWORD,
    });
  await user("officer", "COMPLIANCE_OFFICER");
  await user("approver", "APPROVER");
  const { employee } = await call("employee.v1.EmployeeService/CreateEmployee", {
    customerId,
    employee: { name: "Ada", email: "ada@reflected.example", roles: ["engineer"], joinDate: "2026-03-02" },
  });
  await user("ada", "EMPLOYEE", { employeeId: employee?.id });
  const approver = await signIn("approver@reflected.example");
  const ada = await signIn("ada@reflected.example");
  token = await signIn("officer@reflected.example");
  const { policy } = await call("policy.v1.PolicyService/CreatePolicy", {
    title: "Reflection",
    contentMarkdown: "# Reflection",
    audience: { all: [{ field: "FIELD_ROLE", values: ["engineer"] }] },
  });
  const policyId = policy?.id;
  const { version } = await call("policy.v1.PolicyService/SubmitForApproval", { policyId });
  await call(
    "policy.v1.PolicyService/ApprovePolicy",
    { policyId, contentSha256: version?.contentSha256 },
    approver,
  );
  await call("policy.v1.PolicyService/PublishPolicy", { policyId, materiality: "MATERIALITY_MATERIAL" });
  await platform.settle();
  const mine = await call("acknowledgement.v1.AcknowledgementService/ListMyAcknowledgements", {}, ada);
  const acknowledgementId = mine.acknowledgements?.[0]?.id;
  const opened = await call(
    "acknowledgement.v1.AcknowledgementService/OpenAcknowledgement",
    { acknowledgementId },
    ada,
  );
  const signed = await call(
    "acknowledgement.v1.AcknowledgementService/Acknowledge",
    { acknowledgementId, typedName: "Ada", contentSha256: opened.contentSha256 },
    ada,
  );
  expect(signed.acknowledgement?.status).toBe("ACKNOWLEDGEMENT_STATUS_ACKNOWLEDGED");
  expect(signed.receipt?.jws).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
}, 60_000);

test("bad calls are answered with the right code and a reason", async () => {
  const refused = (method: string, request: object, as = token) =>
    call(method, request, as).then(
      () => "ok",
      (error: { stderr?: string }) => error.stderr ?? "",
    );
  expect(await refused("policy.v1.PolicyService/GetPolicy", { policyId: "nonsense" })).toContain(
    "invalid_argument",
  );
  expect(
    await refused("policy.v1.PolicyService/GetPolicy", { policyId: "pol_01h2xcejqtf2nbrexx3vqjhp41" }),
  ).toContain("not_found");
  expect(await refused("policy.v1.PolicyService/ListPolicies", {}, "garbage")).toContain("unauthenticated");
  expect(await refused("customer.v1.CustomerService/ListCustomers", {})).toContain("permission_denied");
});
