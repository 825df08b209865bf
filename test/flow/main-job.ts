import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { compactVerify, importJWK } from "jose";
import {
  AcknowledgementStatus,
  AcknowledgementType,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { HistoryAction } from "#gen/countersign/acknowledgement/v1/history_pb.ts";
import { RolloutState } from "#gen/countersign/acknowledgement/v1/rollout_pb.ts";
import { AuditService } from "#gen/countersign/audit/v1/audit_service_pb.ts";
import { Permission } from "#gen/countersign/common/v1/access_pb.ts";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { Channel } from "#gen/countersign/notification/v1/delivery_pb.ts";
import { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { Materiality } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { DAY_MS } from "../../runtime/clock.ts";
import { SERVICE_NAMES } from "../../runtime/service.ts";
import { refusal } from "../../runtime/testing/refusal.ts";
import { type Mode, Platform, type SignedIn } from "../harness/platform.ts";
import {
  approveAndPublish,
  employeeByEmail,
  foundCustomer,
  importPeople,
  peopleCsv,
  present,
  publishFromTemplate,
  type Story,
  signFirst,
  signInEmployee,
  withRole,
} from "./story.ts";

const MONDAY = new Date("2026-03-02T09:00:00Z");
const PEOPLE = 1_000;
const ENGINEERS = Math.ceil(PEOPLE / 3);

/** The platform's main job, told step by step; each test stands on the ones before it. */
export function mainJob(mode: Mode): void {
  let platform: Platform;
  let story: Story;
  let policy: Policy;
  let engineer: SignedIn;
  let complianceId: string;
  beforeAll(async () => {
    platform = await Platform.start({ mode, startAt: MONDAY });
    story = await foundCustomer(platform);
  }, 90_000);
  afterAll(() => platform.stop(), 60_000);

  const summaryOf = async (policyId: string) => {
    const { total } = await story.officer
      .client(AcknowledgementService)
      .getAcknowledgementSummary({ policyIds: [policyId] });
    return present(total, "summary");
  };
  const complianceNow = async () => {
    const { customerCompliance } = await story.officer
      .client(ComplianceService)
      .getCustomerCompliance({ customerComplianceId: complianceId });
    return present(customerCompliance, "customer compliance");
  };

  describe(`the main job (${mode})`, () => {
    test("1,000 employees are imported from a CSV; a broken row is reported by its line, the others count", async () => {
      const csv = peopleCsv(PEOPLE).replace("Person 4,person4@acme.example", "Person 4,not an address");
      const report = await importPeople(story, csv);
      expect(report).toMatchObject({ totalRows: PEOPLE, createdCount: PEOPLE - 1, failedCount: 1 });
      expect(report.errors).toMatchObject([{ line: 6, column: "email" }]);
      const again = await importPeople(story, peopleCsv(PEOPLE));
      expect(again).toMatchObject({ createdCount: 1, unchangedCount: PEOPLE - 1, failedCount: 0 });
    });

    test("a policy from a template is configured, approved by somebody else and published to the engineers", async () => {
      policy = await publishFromTemplate(story, "Secure development", withRole("Engineer"));
      const { version } = await story.officer
        .client(PolicyService)
        .getPolicyVersion({ policyVersionId: policy.publishedVersionId });
      expect(version?.renderedMarkdown).toContain("Keep the seven day rule.");
      expect(version?.contentSha256).toBe(
        createHash("sha256")
          .update(version?.renderedMarkdown ?? "")
          .digest("hex"),
      );
    });

    test("the author can't approve their own version, and nothing is published around approval", async () => {
      const policies = story.officer.client(PolicyService);
      const own = present(
        (await policies.createPolicy({ title: "Own words", contentMarkdown: "# Mine" })).policy,
        "policy",
      );
      expect(
        await refusal(policies.publishPolicy({ policyId: own.id, materiality: Materiality.MATERIAL })),
      ).toMatch(/^FailedPrecondition /);
      const { version } = await policies.submitForApproval({ policyId: own.id });
      const approval = policies.approvePolicy({
        policyId: own.id,
        contentSha256: version?.contentSha256 ?? "",
      });
      expect(await refusal(approval)).toBe("PermissionDenied AUTHOR_CANNOT_APPROVE");
    });

    test("each matching employee gets exactly one obligation, due 30 days after the publication", async () => {
      await platform.settle();
      expect(await summaryOf(policy.id)).toMatchObject({ pending: ENGINEERS, acknowledged: 0 });
      const seen = new Set<string>();
      let pageToken = "";
      do {
        const page = await story.officer
          .client(AcknowledgementService)
          .listAcknowledgements({ policyId: policy.id, pageSize: 200, pageToken });
        for (const obligation of page.acknowledgements) {
          seen.add(obligation.employeeId);
          expect(obligation.type).toBe(AcknowledgementType.NEW_VERSION);
          const days = (Number(obligation.dueTime?.seconds) * 1000 - MONDAY.getTime()) / DAY_MS;
          expect(Math.floor(days)).toBe(30);
        }
        pageToken = page.nextPageToken;
      } while (pageToken !== "");
      expect(seen.size).toBe(ENGINEERS);
      const { rollouts } = await story.officer
        .client(AcknowledgementService)
        .listRollouts({ policyId: policy.id });
      expect(rollouts).toMatchObject([
        { targetCount: ENGINEERS, pendingCount: ENGINEERS, state: RolloutState.RUNNING },
      ]);
    });

    test("an engineer signs in, reads, signs, and has a receipt that verifies without us", async () => {
      engineer = await signInEmployee(story, "person0@acme.example");
      const { acknowledgementId, opened, acknowledgement, receipt } = await signFirst(engineer, "Person 0");
      expect(opened.renderedMarkdown).toContain("seven day rule");
      expect(acknowledgement?.status).toBe(AcknowledgementStatus.ACKNOWLEDGED);
      const again = await engineer.client(AcknowledgementService).getReceipt({ acknowledgementId });
      expect(again.receipt?.jws).toBe(receipt?.jws);
      const key = await importJWK(JSON.parse(receipt?.publicJwk ?? "{}"), "EdDSA");
      const { payload } = await compactVerify(receipt?.jws ?? "", key);
      expect(Buffer.from(payload).toString()).toBe(receipt?.claimsJson);
      expect(receipt?.claimsJson).toContain(opened.contentSha256);
      const { entries } = await engineer.client(AcknowledgementService).listHistory({ acknowledgementId });
      const actions = entries.map((entry) => entry.action);
      expect(actions.toSorted()).toEqual([
        HistoryAction.REQUESTED,
        HistoryAction.OPENED,
        HistoryAction.ACKNOWLEDGED,
      ]);
    });

    test("customer compliance shows the true progress, and moves with each signature", async () => {
      const compliance = story.officer.client(ComplianceService);
      const { frameworks } = await compliance.listFrameworks({});
      const framework = present(
        frameworks.find((candidate) => candidate.key === "soc2"),
        "SOC 2",
      );
      const created = await compliance.createCustomerCompliance({
        target: { case: "frameworkId", value: framework.id },
      });
      complianceId = present(created.customerCompliance, "compliance").id;
      await compliance.mapPolicy({ customerComplianceId: complianceId, policyId: policy.id });
      await platform.settle();
      expect(await complianceNow()).toMatchObject({ acknowledgedCount: 1, pendingCount: ENGINEERS - 1 });
      const another = await signInEmployee(story, "person3@acme.example");
      await signFirst(another, "Person 3");
      await platform.settle();
      const now = await complianceNow();
      expect(now).toMatchObject({ acknowledgedCount: 2, pendingCount: ENGINEERS - 2 });
      expect(now.percentage).toBe(Math.floor((2 / ENGINEERS) * 100));
    });

    test("people are told in the application at once and by one mail after the debounce", async () => {
      const person = await signInEmployee(story, "person6@acme.example");
      const { notifications } = await person.client(NotificationService).listMyNotifications({});
      expect(notifications[0]?.title).toContain("Secure development");
      await platform.advance(20 * 60_000);
      const mails = await readdir(join(platform.env.DATA_DIR ?? "", "mail"));
      expect(mails.filter((name) => name.endsWith(".eml")).length).toBeGreaterThanOrEqual(ENGINEERS - 2);
    }, 60_000);

    test("a role change and a new joiner bring exactly their own obligations", async () => {
      const employees = story.admin.client(EmployeeService);
      const baker = await employeeByEmail(story, "person1@acme.example");
      await employees.updateEmployee({
        employee: { id: baker.id, roles: ["engineer"] },
        updateMask: { paths: ["roles"] },
      });
      const joiner = {
        name: "New Joiner",
        email: "joiner@acme.example",
        roles: ["engineer"],
        joinDate: "2026-03-02",
      };
      const { employee } = await employees.createEmployee({ employee: joiner });
      await platform.settle();
      const acknowledgements = story.officer.client(AcknowledgementService);
      const ofJoiner = await acknowledgements.listAcknowledgements({ employeeId: employee?.id ?? "" });
      expect(ofJoiner.acknowledgements).toMatchObject([
        { type: AcknowledgementType.NEW_JOINER, policyId: policy.id },
      ]);
      const ofBaker = await acknowledgements.listAcknowledgements({ employeeId: baker.id });
      expect(ofBaker.acknowledgements).toMatchObject([
        { policyId: policy.id, status: AcknowledgementStatus.PENDING },
      ]);
      await employees.updateEmployee({
        employee: { id: baker.id, roles: ["baker"] },
        updateMask: { paths: ["roles"] },
      });
      await platform.settle();
      const after = await acknowledgements.listAcknowledgements({ employeeId: baker.id });
      expect(after.acknowledgements).toMatchObject([{ status: AcknowledgementStatus.CANCELLED }]);
    });

    test("a manual acknowledgement is due 30 days from now", async () => {
      const baker = await employeeByEmail(story, "person2@acme.example");
      const { acknowledgement } = await story.officer
        .client(AcknowledgementService)
        .createAcknowledgement({ employeeId: baker.id, policyId: policy.id });
      expect(acknowledgement).toMatchObject({
        type: AcknowledgementType.MANUAL,
        status: AcknowledgementStatus.PENDING,
      });
    });

    test("activating a configuration bumps the version; an editorial one keeps signatures", async () => {
      await platform.settle();
      const before = await summaryOf(policy.id);
      const policies = story.officer.client(PolicyService);
      const { configuration } = await policies.setPolicyConfiguration({
        policyId: policy.id,
        key: "sla",
        value: { value: { case: "text", value: "two day" } },
      });
      const activated = await story.approver
        .client(PolicyService)
        .approvePolicyConfiguration({ policyConfigurationId: present(configuration, "configuration").id });
      expect(activated.publishedVersion?.renderedMarkdown).toContain("Keep the two day rule.");
      expect(activated.supersededPolicyVersionId).toBe(policy.publishedVersionId);
      await platform.settle();
      expect(await summaryOf(policy.id)).toMatchObject({
        acknowledged: before.acknowledged,
        pending: before.pending,
      });
    });

    test("a material version asks the whole audience again", async () => {
      const policies = story.officer.client(PolicyService);
      await policies.createDraft({ policyId: policy.id, changeNote: "Stricter" });
      await policies.updatePolicy({
        policy: { id: policy.id },
        contentMarkdown: "# Secure development\n\nKeep the {{sla}} rule, always.",
      });
      await approveAndPublish(story, policy.id, Materiality.MATERIAL);
      await platform.settle();
      const { acknowledgements } = await engineer.client(AcknowledgementService).listMyAcknowledgements({});
      expect(acknowledgements.filter((one) => one.status === AcknowledgementStatus.PENDING)).toHaveLength(1);
    });

    test("somebody whom the customer's directory brings by SCIM is asked to sign, and no more when it takes them away", async () => {
      const { secret } = await story.admin.client(IdentityService).createApiKey({
        apiKey: { name: "Directory", permissions: [Permission.EMPLOYEES_READ, Permission.EMPLOYEES_MANAGE] },
      });
      const scim = async (method: string, path: string, body: object): Promise<Response> =>
        fetch(`${platform.url}/scim/v2${path}`, {
          method,
          headers: { authorization: `Bearer ${secret}`, "content-type": "application/scim+json" },
          body: JSON.stringify(body),
        });
      const created = await scim("POST", "/Users", {
        schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
        userName: "directory@acme.example",
        displayName: "Dora Directory",
        emails: [{ value: "directory@acme.example", type: "work", primary: true }],
        title: "Engineer",
        active: true,
      });
      expect(created.status).toBe(201);
      const { id } = (await created.json()) as { readonly id: string };
      await platform.settle();
      const statuses = async () => {
        const page = await story.officer
          .client(AcknowledgementService)
          .listAcknowledgements({ employeeId: id });
        return [...new Set(page.acknowledgements.map(({ status }) => status))];
      };
      expect(await statuses()).toEqual([AcknowledgementStatus.PENDING]);
      const left = await scim("PATCH", `/Users/${id}`, {
        schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        Operations: [{ op: "replace", value: { active: false } }],
      });
      expect(left.status).toBe(200);
      await platform.settle();
      expect(await statuses()).toEqual([AcknowledgementStatus.CANCELLED]);
    });

    test("every step is in the customer's ledger", async () => {
      await platform.settle();
      const types = new Set<string>();
      let pageToken = "";
      do {
        const page = await story.admin.client(AuditService).listAuditEvents({ pageSize: 200, pageToken });
        for (const entry of page.auditEvents) types.add(entry.type.slice(entry.type.lastIndexOf(".") + 1));
        pageToken = page.nextPageToken;
      } while (pageToken !== "");
      const wanted = [
        "CustomerCreated",
        "UserCreated",
        "EmployeeCreated",
        "TemplateVersionPublished",
        "PolicyCreated",
        "PolicySubmitted",
        "PolicyPublished",
        "AssignmentsAdded",
        "AcknowledgementsRequested",
        "AcknowledgementSigned",
        "PolicyMapped",
      ];
      expect(wanted.filter((type) => !types.has(type))).toEqual([]);
    });

    test("overdue people are escalated to HR after 7 days and to the executive after 14, once each, as one digest", async () => {
      await platform.advance(38 * DAY_MS);
      await platform.advance(20 * 60_000);
      const deliveries = async (email: string) => {
        const page = await story.admin
          .client(NotificationService)
          .listDeliveries({ pageSize: 200, recipientAddress: email, channels: [Channel.EMAIL] });
        return page.deliveries.filter((delivery) => /overdue/i.test(delivery.subject));
      };
      expect(await deliveries("hr@acme.example")).toHaveLength(1);
      expect(await deliveries("executive@acme.example")).toHaveLength(0);
      await platform.advance(7 * DAY_MS);
      await platform.advance(20 * 60_000);
      expect(await deliveries("hr@acme.example")).toHaveLength(1);
      expect(await deliveries("executive@acme.example")).toHaveLength(1);
    }, 120_000);

    test("in one process no call to a service has crossed a socket; split, they all have", async () => {
      const connections = await platform.internalConnections();
      if (mode === "all") expect(connections).toBe(0);
      else expect(connections).toBeGreaterThanOrEqual(SERVICE_NAMES.length);
    });
  });
}
