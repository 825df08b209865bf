import { fromBinary } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { CustomerComplianceUpdatedSchema } from "#gen/countersign/compliance/v1/compliance_events_pb.ts";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { AuditStatus, ComplianceStatus } from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { customerModule } from "../../customer/module.ts";
import { complianceModule } from "../module.ts";
import { frameworkIdOf, requirementIdOf } from "../store/seed-frameworks.ts";
import { Policies } from "./neighbours.ts";
import { requested, signed } from "./told.ts";

const policies = new Policies();
let net: Constellation;
let customerId: string;
let admin: TestUser;
let other: TestUser;

beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, policies.module, complianceModule] });
  ({ customerId, admin } = await net.createCustomer("Tracking"));
  ({ admin: other } = await net.createCustomer("Others"));
});
afterAll(() => net.stop());

const api = (user = admin) => net.client(ComplianceService, user);

async function track(identifier: string) {
  const target = { case: "requirementId", value: requirementIdOf("iso27001", identifier) } as const;
  const { customerCompliance } = await api().createCustomerCompliance({ target });
  if (!customerCompliance) throw new Error("nothing came back");
  return customerCompliance;
}

function policy(status: PolicyStatus = PolicyStatus.DRAFT): string {
  const policyId = net.newId("pol");
  policies.add(customerId, policyId, { status });
  return policyId;
}

describe("CreateCustomerCompliance", () => {
  test("begins pending, owned by the caller, named after the target; once per target", async () => {
    const made = await track("A.5.1");
    expect(made).toMatchObject({
      title: "Security policies: write, approve, publish, have acknowledged",
      ownerUserId: admin.userId,
      status: ComplianceStatus.PENDING,
      auditStatus: AuditStatus.NONE,
      percentage: 0,
      policies: [],
      updatedSinceAudit: false,
    });
    await expect(refusal(track("A.5.1"))).resolves.toBe("AlreadyExists CUSTOMER_COMPLIANCE_EXISTS");
    const outcomes = await Promise.all([refusal(track("A.5.2")), refusal(track("A.5.2"))]);
    expect(outcomes.toSorted()).toEqual(["AlreadyExists CUSTOMER_COMPLIANCE_EXISTS", "ok"]);
  });

  test("needs a target that the customer sees", async () => {
    const unknown = (target: Parameters<ReturnType<typeof api>["createCustomerCompliance"]>[0]["target"]) =>
      refusal(api().createCustomerCompliance({ target: target ?? { case: undefined } }));
    await expect(unknown({ case: "frameworkId", value: net.newId("frm") })).resolves.toBe(
      "NotFound FRAMEWORK_NOT_FOUND",
    );
    await expect(unknown({ case: "requirementId", value: net.newId("req") })).resolves.toBe(
      "NotFound REQUIREMENT_NOT_FOUND",
    );
    await expect(unknown({ case: undefined })).resolves.toBe("InvalidArgument INVALID_REQUEST");
  });
});

describe("UpdateCustomerCompliance", () => {
  test("changes title, note and owner, and refuses what is computed", async () => {
    const { id, etag } = await track("A.5.3");
    const ownerUserId = net.newId("usr");
    const { customerCompliance } = await api().updateCustomerCompliance({
      customerCompliance: { id, title: "Duties", note: "Ask Kim", ownerUserId },
      etag,
    });
    expect(customerCompliance).toMatchObject({ title: "Duties", note: "Ask Kim", ownerUserId });
    for (const path of ["status", "percentage", "acknowledged_count", "updated_since_audit", "policies"]) {
      const computed = api().updateCustomerCompliance({
        customerCompliance: { id },
        updateMask: { paths: [path] },
      });
      await expect(refusal(computed)).resolves.toBe("InvalidArgument INVALID_UPDATE_MASK");
    }
    const stale = api().updateCustomerCompliance({ customerCompliance: { id, note: "lost" }, etag });
    await expect(refusal(stale)).resolves.toBe("Aborted ETAG_MISMATCH");
    const emptied = await api().updateCustomerCompliance({
      customerCompliance: { id },
      updateMask: { paths: ["title"] },
    });
    expect(emptied.customerCompliance?.title).toBe("Conflicting duties stay apart");
  });
});

describe("MapPolicy", () => {
  test("asks for the policy as the caller, and mapping again changes nothing", async () => {
    const { id } = await track("A.5.4");
    const policyId = policy();
    const first = await api().mapPolicy({ customerComplianceId: id, policyId });
    expect(policies.askedBy.at(-1)).toBe(admin.userId);
    expect(first.customerCompliance?.policies).toMatchObject([
      { policyId, published: false, mapUserId: admin.userId, materialVersion: 0 },
    ]);
    const again = await api().mapPolicy({ customerComplianceId: id, policyId });
    expect(again.customerCompliance?.etag).toBe(first.customerCompliance?.etag);
    const events = await net.eventsOf("compliance", "PolicyMapped");
    expect(events.filter((event) => event.subject === id)).toHaveLength(1);
  });

  test("refuses an unknown, a foreign and an archived policy, and a stale etag", async () => {
    const { id, etag } = await track("A.5.5");
    const map = (policyId: string, more = {}) =>
      refusal(api().mapPolicy({ customerComplianceId: id, policyId, ...more }));
    await expect(map(net.newId("pol"))).resolves.toBe("NotFound POLICY_NOT_FOUND");
    const foreign = net.newId("pol");
    policies.add(other.customerId, foreign);
    await expect(map(foreign)).resolves.toBe("NotFound POLICY_NOT_FOUND");
    await expect(map(policy(PolicyStatus.ARCHIVED))).resolves.toBe("FailedPrecondition POLICY_ARCHIVED");
    await expect(map(policy(), { etag })).resolves.toBe("ok");
    await expect(map(policy(), { etag })).resolves.toBe("Aborted ETAG_MISMATCH");
  });

  test("two policies mapped at once are both mapped", async () => {
    const { id } = await track("A.5.6");
    await Promise.all(
      Array.from({ length: 5 }, () => api().mapPolicy({ customerComplianceId: id, policyId: policy() })),
    );
    const { customerCompliance } = await api().getCustomerCompliance({ customerComplianceId: id });
    expect(customerCompliance?.policies).toHaveLength(5);
  });

  test("unmapping takes the counts away and leaves the policy's own", async () => {
    const { id } = await track("A.5.7");
    const told = { customerId, policyId: policy() };
    await net.publish(requested(told, net.clock.now(), 2));
    await net.settle();
    const mapped = await api().mapPolicy({ customerComplianceId: id, policyId: told.policyId });
    expect(mapped.customerCompliance?.pendingCount).toBe(2);
    const unmap = () => api().unmapPolicy({ customerComplianceId: id, policyId: told.policyId });
    const { customerCompliance } = await unmap();
    expect(customerCompliance).toMatchObject({ pendingCount: 0, policies: [] });
    expect((await unmap()).customerCompliance?.etag).toBe(customerCompliance?.etag);
  });
});

describe("CustomerComplianceUpdated", () => {
  test("tells of a new status with the one before, and of counts alone nothing", async () => {
    const { id } = await track("A.5.8");
    const told = { customerId, policyId: policy() };
    await api().mapPolicy({ customerComplianceId: id, policyId: told.policyId });
    await net.publish(requested(told, net.clock.now(), 1000));
    await net.settle();
    const updates = async () =>
      (await net.eventsOf("compliance", "CustomerComplianceUpdated"))
        .filter((event) => event.subject === id)
        .map((event) => fromBinary(CustomerComplianceUpdatedSchema, new Uint8Array(event.body.buffer)));
    expect(await updates()).toEqual([]);
    await net.publish(signed(told, net.newId("ack")));
    await net.settle();
    const [first] = await updates();
    expect(first).toMatchObject({
      previousStatus: ComplianceStatus.PENDING,
      customerCompliance: { status: ComplianceStatus.IN_PROGRESS, percentage: 0, acknowledgedCount: 1 },
    });
    const before = await api().getCustomerCompliance({ customerComplianceId: id });
    await net.publish(signed(told, net.newId("ack")));
    await net.settle();
    const after = await api().getCustomerCompliance({ customerComplianceId: id });
    expect(await updates()).toHaveLength(1);
    expect(after.customerCompliance?.revision).toBeGreaterThan(before.customerCompliance?.revision ?? 0n);
    expect(after.customerCompliance?.etag).toBe(before.customerCompliance?.etag);
  });
});

describe("ListCustomerCompliances", () => {
  test("filters by status, framework, policy and audit status, by title, in pages", async () => {
    const policyId = policy();
    const [first, second] = [await track("A.7.2"), await track("A.7.1")];
    const { customerCompliance: whole } = await api().createCustomerCompliance({
      target: { case: "frameworkId", value: frameworkIdOf("hipaa") },
    });
    for (const { id } of [first, second]) await api().mapPolicy({ customerComplianceId: id, policyId });
    const titles = async (filter: Parameters<ReturnType<typeof api>["listCustomerCompliances"]>[0]) =>
      (await api().listCustomerCompliances(filter)).customerCompliances.map(({ title }) => title);
    await expect(titles({ policyId })).resolves.toEqual(["Controlled entrances", "Secured perimeters"]);
    await expect(titles({ frameworkId: frameworkIdOf("hipaa") })).resolves.toEqual([whole?.title]);
    await expect(titles({ policyId, statuses: [ComplianceStatus.COMPLETED] })).resolves.toEqual([]);
    await expect(titles({ policyId, auditStatuses: [AuditStatus.NONE] })).resolves.toHaveLength(2);
    const page = await api().listCustomerCompliances({ policyId, pageSize: 1 });
    const rest = { policyId, pageSize: 1, pageToken: page.nextPageToken };
    await expect(titles(rest)).resolves.toEqual(["Secured perimeters"]);
  });

  test("shows nothing of another customer, to anybody but an operator who names it", async () => {
    const { id } = await track("A.7.3");
    const theirs = await api(other).listCustomerCompliances({});
    expect(theirs.customerCompliances).toEqual([]);
    await expect(refusal(api(other).getCustomerCompliance({ customerComplianceId: id }))).resolves.toBe(
      "NotFound CUSTOMER_COMPLIANCE_NOT_FOUND",
    );
    await expect(refusal(api(other).listCustomerCompliances({ customerId }))).resolves.toBe(
      "NotFound CUSTOMER_NOT_FOUND",
    );
    const named = await api(net.operator()).getCustomerCompliance({ customerId, customerComplianceId: id });
    expect(named.customerCompliance?.id).toBe(id);
    const employee = net.user(customerId, [PermissionRole.EMPLOYEE]);
    await expect(refusal(api(employee).listCustomerCompliances({}))).resolves.toBe(
      "PermissionDenied ROLE_REQUIRED",
    );
  });
});
