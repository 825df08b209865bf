import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  AcknowledgementsEscalatedSchema,
  AcknowledgementsRemindedSchema,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { EmployeeImportFinishedSchema } from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { EmployeeImportState } from "#gen/countersign/employee/v1/employee_import_pb.ts";
import { UserStatus } from "#gen/countersign/identity/v1/user_pb.ts";
import {
  PolicyApprovalRecordedSchema,
  PolicyConfigurationProposedSchema,
  PolicyConfigurationRejectedSchema,
  PolicyPublishedSchema,
  PolicyRejectedSchema,
  PolicySubmittedSchema,
  PolicyUpdatedSchema,
} from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { Materiality } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { MailServer } from "./mail-server.ts";
import { Scene } from "./scene.ts";

const { APPROVER, COMPLIANCE_OFFICER, HR, EXECUTIVE } = PermissionRole;
const server = new MailServer();
let scene: Scene;
beforeAll(async () => {
  await server.start();
  scene = await Scene.start({ smtpUrl: server.url });
});
afterAll(async () => {
  await scene.net.stop();
  await server.stop();
});
beforeEach(() => server.reset());

const unread = async (user: TestUser) => {
  const { notifications } = await scene.client(user).listMyNotifications({ unreadOnly: true });
  return notifications.map((entry) => [entry.title, entry.linkPath]);
};
const subjects = (user: TestUser) => server.to(user.email).map((mail) => mail.headers.get("subject"));

describe("reminders", () => {
  test("come as one message per person with all of theirs", async () => {
    const [ada, bob] = [await scene.employee(), await scene.employee()];
    const reminder = (person: typeof ada, title: string, daysUntilDue: number) => ({
      acknowledgementId: scene.net.newId("ack"),
      ...person,
      title,
      daysUntilDue,
      dueTime: timestampFromDate(new Date(scene.net.clock.now().getTime() + daysUntilDue * 86_400_000)),
    });
    const reminders = [reminder(ada, "Soon", 7), reminder(bob, "Other", 1), reminder(ada, "Late", -3)];
    const eventId = await scene.tell(AcknowledgementsRemindedSchema, scene.customerId, { reminders });
    await scene.tell(AcknowledgementsRemindedSchema, scene.customerId, { reminders }, { eventId });
    expect(server.mails).toHaveLength(2);
    const [mail] = server.to(ada.email);
    expect(mail?.headers.get("subject")).toBe("Overdue: 2 policies wait for your signature");
    expect(mail?.text).toContain("- Late, was due on 27 February 2026\n- Soon, due on 9 March 2026");
    expect(server.to(bob.email)[0]?.headers.get("subject")).toBe("Reminder: please sign Other");
    expect(await unread(scene.userOf(ada))).toEqual([
      ["Overdue: 2 policies wait for your signature", "/acknowledgements"],
    ]);
  });
});

describe("an escalation", () => {
  test("comes as one digest to each active user with the role, and to nobody else", async () => {
    const one = await scene.user([HR]);
    const two = await scene.user([HR, APPROVER]);
    const executive = await scene.user([EXECUTIVE]);
    const gone = await scene.user([HR]);
    await scene.userChanged(gone, 2, UserStatus.DEACTIVATED);
    const acknowledgements = Array.from({ length: 60 }, (_, i) => ({
      acknowledgementId: scene.net.newId("ack"),
      name: `Late ${i}`,
      department: i === 59 ? "Finance" : "",
      title: "Travel",
      dueTime: timestampFromDate(new Date("2026-02-01T12:00:00Z")),
      daysOverdue: 8 + i,
    }));
    const message = {
      role: HR,
      level: 1,
      daysOverdue: 7,
      totalCount: 75,
      employeeCount: 70,
      acknowledgements,
    };
    const eventId = await scene.tell(AcknowledgementsEscalatedSchema, scene.customerId, message);
    await scene.tell(AcknowledgementsEscalatedSchema, scene.customerId, message, { eventId });
    expect(server.mails.map((mail) => mail.to[0]).toSorted()).toEqual([one.email, two.email].toSorted());
    const [mail] = server.to(one.email);
    expect(mail?.headers.get("subject")).toBe("75 signatures overdue by 7 days or more");
    expect(mail?.text).toContain("- Late 59 (Finance): Travel, due on 1 February 2026, 67 days overdue");
    expect(mail?.text).toContain("- and 25 more");
    expect(await unread(two)).toEqual([["75 signatures overdue by 7 days or more", "/reports/overdue"]]);
    expect(await unread(executive)).toEqual([]);
    expect(await unread(gone)).toEqual([]);
  });
});

describe("approval", () => {
  const draft = async () => {
    const [author, owner, approver] = await Promise.all([
      scene.user([COMPLIANCE_OFFICER, APPROVER]),
      scene.user([COMPLIANCE_OFFICER]),
      scene.user([APPROVER]),
    ]);
    const policy = { id: scene.net.newId("pol"), title: "Travel", ownerUserId: owner.userId };
    const version = { number: 4, title: "Travel", authorUserId: author.userId };
    const submitted = { policy, version, submitterUserId: author.userId, approverRole: APPROVER };
    return { author, owner, approver, policy, version, submitted };
  };

  test("is asked of everyone with the role but the author, and of nobody after the decision", async () => {
    const { author, owner, approver, policy, version, submitted } = await draft();
    const by = { actorId: author.userId };
    const eventId = await scene.tell(
      PolicySubmittedSchema,
      policy.id,
      { ...submitted, comment: "Please" },
      by,
    );
    await scene.tell(PolicySubmittedSchema, policy.id, submitted, { ...by, eventId });
    expect(subjects(approver)).toEqual(["Approval wanted: Travel"]);
    expect(server.to(approver.email)[0]?.text).toContain(
      "Olga Office asks for your decision on version 4 of Travel.",
    );
    expect(server.to(approver.email)[0]?.text).toContain("Comment: Please");
    expect(await unread(approver)).toEqual([["Approval wanted: Travel", `/policies/${policy.id}/review`]]);
    expect(subjects(author)).toEqual([]);
    const approval = { userId: approver.userId, comment: "Fine" };
    const recorded = { policy, version, approval, approvals: 1, requiredApprovals: 2 };
    await scene.tell(PolicyApprovalRecordedSchema, policy.id, { ...recorded, complete: false });
    expect(subjects(author)).toEqual([]);
    await scene.tell(PolicyApprovalRecordedSchema, policy.id, { ...recorded, complete: true });
    expect(subjects(author)).toEqual(["Approved: Travel"]);
    expect(subjects(owner)).toEqual(["Approved: Travel"]);
    expect(await unread(approver)).toEqual([]);
  });

  test("is asked of the named users only", async () => {
    const { approver, author, policy, submitted } = await draft();
    const named = await scene.user([COMPLIANCE_OFFICER]);
    await scene.tell(PolicySubmittedSchema, policy.id, {
      ...submitted,
      approverRole: 0,
      approverUserIds: [named.userId, author.userId],
    });
    expect(server.mails.map((mail) => mail.to[0])).toEqual([named.email]);
    expect(await unread(approver)).toEqual([]);
  });

  test("that is refused goes back to author and owner with the comment", async () => {
    const { author, owner, approver, policy, version } = await draft();
    const approval = { userId: approver.userId, comment: "Too vague" };
    await scene.tell(PolicyRejectedSchema, policy.id, {
      policy,
      version,
      approval,
      submitterUserId: author.userId,
    });
    expect(subjects(author)).toEqual(["Rejected: Travel"]);
    expect(server.to(author.email)[0]?.text).toContain("Comment: Too vague");
    expect(subjects(owner)).toEqual(["Rejected: Travel"]);
    expect(subjects(approver)).toEqual([]);
  });

  test("is no longer asked for after an edit took the version back", async () => {
    const { approver, policy, submitted } = await draft();
    await scene.tell(PolicySubmittedSchema, policy.id, submitted);
    await scene.tell(PolicyUpdatedSchema, policy.id, { policy, approvalsVoided: true });
    expect(await unread(approver)).toEqual([]);
  });

  test("of a configuration is asked for until it is decided on", async () => {
    const { author, approver, policy } = await draft();
    const configuration = {
      id: scene.net.newId("cfg"),
      policyId: policy.id,
      key: "vulnerability_sla",
      number: 2,
      proposerUserId: author.userId,
    };
    const proposed = { configuration, policyTitle: "Travel", approverRole: APPROVER };
    await scene.tell(PolicyConfigurationProposedSchema, configuration.id, proposed);
    expect(await unread(approver)).toEqual([
      ["Approval wanted: vulnerability_sla in Travel", `/policies/${policy.id}/configurations`],
    ]);
    expect(subjects(author)).toEqual([]);
    await scene.tell(PolicyConfigurationRejectedSchema, configuration.id, {
      configuration,
      policyTitle: "Travel",
    });
    expect(await unread(approver)).toEqual([]);
  });
});

describe("a publication", () => {
  test("is told to the policy's owner, but not by themselves to themselves", async () => {
    const owner = await scene.user([COMPLIANCE_OFFICER]);
    const policy = {
      policyId: scene.net.newId("pol"),
      title: "Travel",
      version: 3,
      materiality: Materiality.EDITORIAL,
      ownerUserId: owner.userId,
      changeNote: "Spelling",
    };
    await scene.tell(PolicyPublishedSchema, policy.policyId, { policy }, { actorId: owner.userId });
    expect(subjects(owner)).toEqual([]);
    await scene.tell(PolicyPublishedSchema, policy.policyId, { policy });
    expect(subjects(owner)).toEqual(["Published: Travel"]);
    expect(server.to(owner.email)[0]?.text).toContain("Comment: Spelling");
  });
});

describe("an import", () => {
  test("is told to whoever started it", async () => {
    const hr = await scene.user([HR]);
    const employeeImport = {
      id: scene.net.newId("imp"),
      state: EmployeeImportState.COMPLETED,
      userId: hr.userId,
      createdCount: 12,
      failedCount: 1,
    };
    await scene.tell(EmployeeImportFinishedSchema, employeeImport.id, { employeeImport });
    expect(subjects(hr)).toEqual(["Your import of employees is done, 1 row refused"]);
    expect(server.mails[0]?.text).toContain("12 created, 0 changed, 0 deactivated, 1 refused.");
    expect(await unread(hr)).toEqual([
      ["Your import of employees is done, 1 row refused", `/employees/imports/${employeeImport.id}`],
    ]);
  });
});

describe("the copies of users", () => {
  test("keep the highest revision, in whatever order changes come", async () => {
    const user = await scene.user([HR]);
    await scene.userChanged({ ...user, roles: [EXECUTIVE], email: "newest@example.com" }, 3);
    await scene.userChanged({ ...user, roles: [APPROVER], email: "older@example.com" }, 2);
    const message = { role: EXECUTIVE, level: 2, daysOverdue: 14, totalCount: 1, employeeCount: 1 };
    await scene.tell(AcknowledgementsEscalatedSchema, scene.customerId, message);
    expect(server.to("newest@example.com")).toHaveLength(1);
    expect(server.to("older@example.com")).toHaveLength(0);
  });
});
