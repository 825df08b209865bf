import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { AuditStatus } from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { AuditOutcome, AuditState } from "#gen/countersign/compliance/v1/scheduled_audit_pb.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { customerModule } from "../../customer/module.ts";
import { complianceModule } from "../module.ts";
import { requirementIdOf } from "../store/seed-frameworks.ts";
import { Policies } from "./neighbours.ts";
import { archived, published, requested, signed } from "./told.ts";

const policies = new Policies();
let net: Constellation;
let customerId: string;
let admin: TestUser;

beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, policies.module, complianceModule] });
  ({ customerId, admin } = await net.createCustomer("Audited"));
});
afterAll(() => net.stop());

const api = () => net.client(ComplianceService, admin);
const inDays = (days: number) => timestampFromDate(new Date(net.clock.now().getTime() + days * DAY_MS));
const schedule = (customerComplianceId: string, days = 30) =>
  api().scheduleAudit({
    customerComplianceId,
    scheduledTime: inDays(days),
    auditor: "Firm & Co",
    notes: "n",
  });

/** A customer compliance with one policy in force, signed by one of two people. */
async function tracked(identifier: string) {
  const { customerCompliance } = await api().createCustomerCompliance({
    target: { case: "requirementId", value: requirementIdOf("soc2", identifier) },
  });
  const id = customerCompliance?.id ?? "";
  const told = { customerId, policyId: net.newId("pol") };
  policies.add(customerId, told.policyId);
  await api().mapPolicy({ customerComplianceId: id, policyId: told.policyId });
  await net.publish(requested(told, net.clock.now(), 2));
  await net.publish(signed(told, net.newId("ack")));
  await net.settle();
  return { id, told };
}

/** The same after a completed audit. */
async function audited(identifier: string) {
  const { id, told } = await tracked(identifier);
  const { audit } = await schedule(id);
  net.clock.advance(1000);
  await api().completeAudit({ auditId: audit?.id ?? "", outcome: AuditOutcome.PASSED });
  net.clock.advance(1000);
  return { id, told };
}

async function updatedSince(id: string): Promise<boolean | undefined> {
  await net.settle();
  const { customerCompliance } = await api().getCustomerCompliance({ customerComplianceId: id });
  return customerCompliance?.updatedSinceAudit;
}

describe("an audit", () => {
  test("is scheduled, then completed with the percentage of that moment", async () => {
    const { id } = await tracked("CC1.1");
    const scheduled = await schedule(id);
    expect(scheduled).toMatchObject({
      audit: { state: AuditState.SCHEDULED, outcome: AuditOutcome.UNSPECIFIED, percentage: 0, notes: "n" },
      customerCompliance: { auditStatus: AuditStatus.SCHEDULED, auditTime: inDays(30) },
    });
    const auditId = scheduled.audit?.id ?? "";
    const completed = await api().completeAudit({ auditId, outcome: AuditOutcome.FAILED });
    expect(completed).toMatchObject({
      audit: { state: AuditState.COMPLETED, outcome: AuditOutcome.FAILED, percentage: 50, notes: "n" },
      customerCompliance: { auditStatus: AuditStatus.FAILED, updatedSinceAudit: false },
    });
    const { auditTime } = completed.customerCompliance ?? {};
    expect(auditTime && timestampDate(auditTime)).toEqual(net.clock.now());
    const again = api().completeAudit({ auditId, outcome: AuditOutcome.PASSED });
    await expect(refusal(again)).resolves.toBe("FailedPrecondition AUDIT_NOT_SCHEDULED");
    await expect(refusal(schedule(id))).resolves.toBe("ok");
  });

  test("is one at a time, in the future, of something that exists", async () => {
    const { id } = await tracked("CC1.2");
    await expect(refusal(schedule(id, -1))).resolves.toBe("InvalidArgument SCHEDULED_TIME_PASSED");
    const outcomes = await Promise.all([refusal(schedule(id)), refusal(schedule(id))]);
    expect(outcomes.toSorted()).toEqual(["FailedPrecondition AUDIT_ALREADY_SCHEDULED", "ok"]);
    await expect(refusal(schedule(net.newId("cpl")))).resolves.toBe("NotFound CUSTOMER_COMPLIANCE_NOT_FOUND");
    const unknown = api().completeAudit({ auditId: net.newId("aud"), outcome: AuditOutcome.PASSED });
    await expect(refusal(unknown)).resolves.toBe("NotFound AUDIT_NOT_FOUND");
  });

  test("is completed once, also when two do it at once, and with the etag that was read", async () => {
    const { id } = await tracked("CC1.3");
    const { audit } = await schedule(id);
    const complete = (etag = "") =>
      refusal(api().completeAudit({ auditId: audit?.id ?? "", outcome: AuditOutcome.PASSED, etag }));
    await expect(complete("r9")).resolves.toBe("Aborted ETAG_MISMATCH");
    const outcomes = await Promise.all([complete(), complete()]);
    expect(outcomes.toSorted()).toEqual(["FailedPrecondition AUDIT_NOT_SCHEDULED", "ok"]);
    const events = await net.eventsOf("compliance", "AuditCompleted");
    expect(events.filter((event) => event.subject === audit?.id)).toHaveLength(1);
  });

  test("is listed latest first, by what it audits and by state", async () => {
    const { id } = await tracked("CC1.4");
    const first = await schedule(id, 1);
    await api().completeAudit({ auditId: first.audit?.id ?? "", outcome: AuditOutcome.PASSED });
    const second = await schedule(id, 400);
    const list = async (filter: Parameters<ReturnType<typeof api>["listAudits"]>[0]) =>
      (await api().listAudits({ customerComplianceId: id, ...filter })).audits.map((audit) => audit.id);
    const ids = [second.audit?.id, first.audit?.id];
    await expect(list({})).resolves.toEqual(ids);
    await expect(list({ states: [AuditState.COMPLETED] })).resolves.toEqual([first.audit?.id]);
    await expect(list({ scheduledBefore: inDays(30) })).resolves.toEqual([first.audit?.id]);
    await expect(list({ scheduledFrom: inDays(30) })).resolves.toEqual([second.audit?.id]);
    const { nextPageToken } = await api().listAudits({ customerComplianceId: id, pageSize: 1 });
    await expect(list({ pageSize: 1, pageToken: nextPageToken })).resolves.toEqual([first.audit?.id]);
    const all = await api().listAudits({});
    expect(all.audits[0]?.id).toBe(second.audit?.id);
  });
});

describe("updated_since_audit", () => {
  test("stays false without an audit, and after signatures and editorial publications", async () => {
    const { id, told } = await tracked("CC2.1");
    await net.publish(published(told, net.clock.now(), 2));
    await expect(updatedSince(id)).resolves.toBe(false);
    const quiet = await audited("CC2.2");
    await net.publish(signed(quiet.told, net.newId("ack")));
    await net.publish(published(quiet.told, net.clock.now(), 2, 1));
    await expect(updatedSince(quiet.id)).resolves.toBe(false);
  });

  test("is set by a material publication, and cleared by the next audit", async () => {
    const { id, told } = await audited("CC3.1");
    await net.publish(published(told, net.clock.now(), 2));
    await expect(updatedSince(id)).resolves.toBe(true);
    const { audit } = await schedule(id);
    const { customerCompliance } = await api().completeAudit({
      auditId: audit?.id ?? "",
      outcome: AuditOutcome.PASSED,
    });
    expect(customerCompliance?.updatedSinceAudit).toBe(false);
    await expect(updatedSince(id)).resolves.toBe(false);
  });

  test("is not set by a material publication from before the audit that arrives late", async () => {
    const before = net.clock.now();
    net.clock.advance(1000);
    const { id, told } = await audited("CC3.2");
    await net.publish(published(told, before, 2));
    await expect(updatedSince(id)).resolves.toBe(false);
  });

  test("is set by an archive", async () => {
    const { id, told } = await audited("CC3.3");
    await net.publish(archived(told));
    await expect(updatedSince(id)).resolves.toBe(true);
  });

  test("is set by mapping and by unmapping", async () => {
    const { id } = await audited("CC3.4");
    const policyId = net.newId("pol");
    policies.add(customerId, policyId);
    const mapped = await api().mapPolicy({ customerComplianceId: id, policyId });
    expect(mapped.customerCompliance?.updatedSinceAudit).toBe(true);
    const other = await audited("CC4.1");
    await api().unmapPolicy({ customerComplianceId: other.id, policyId: other.told.policyId });
    await expect(updatedSince(other.id)).resolves.toBe(true);
  });
});
