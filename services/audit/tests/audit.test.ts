import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { AuditService } from "#gen/countersign/audit/v1/audit_service_pb.ts";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { EmployeeUpdatedSchema } from "#gen/countersign/employee/v1/employee_events_pb.ts";
import {
  PolicyArchivedSchema,
  PolicyCreatedSchema,
  TemplateArchivedSchema,
} from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { event } from "../../../runtime/events/event.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { customerModule } from "../../customer/module.ts";
import { EVENT_TYPES } from "../event-types.ts";
import { auditModule } from "../module.ts";
import { auditEventModel } from "../store/audit-event-model.ts";

let net: Constellation;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, auditModule] });
});
afterAll(() => net.stop());

const ledger = (user = net.operator()) => net.client(AuditService, user);
const userActor = (userId: string) => ({ userId, service: "", name: "Ada" });

describe("recording", () => {
  test("each type of event of each service is recorded", async () => {
    const customerId = net.newId("cus");
    const ids: string[] = [];
    for (const schema of EVENT_TYPES.values())
      ids.push(await net.publish({ schema, message: create(schema), customerId, subject: net.newId("any") }));
    await net.settle();
    const rows = await auditEventModel(net.database("audit")).find({ customerId }).lean();
    expect(rows.map((row) => row._id).sort()).toEqual(ids.sort());
    expect(new Set(rows.map((row) => row.type))).toEqual(new Set(EVENT_TYPES.keys()));
  });

  test("an event that is delivered again is recorded once, also when the inbox has forgotten it", async () => {
    const { customerId, admin } = await net.createCustomer("Twice");
    const draft = event(PolicyCreatedSchema, { customerId, subject: net.newId("pol") }, {});
    const eventId = await net.publish(draft);
    await net.settle();
    await net.publish(draft, { eventId });
    await net.settle();
    await net.database("audit").collection("inbox").deleteMany({});
    await net.publish(draft, { eventId });
    await net.settle();
    const { auditEvents } = await ledger(admin).listAuditEvents({ subject: draft.subject });
    expect(auditEvents.map((found) => found.id)).toEqual([eventId]);
  });

  test("a record has the event's time, actor and content, and the time of its recording", async () => {
    const { customerId, admin } = await net.createCustomer("Faithful");
    const subject = net.newId("emp");
    const actor = userActor(net.newId("usr"));
    const message = { employee: { id: subject, name: "Grace" }, changedFields: ["name"], revision: 7n };
    const auditEventId = await net.publish(event(EmployeeUpdatedSchema, { customerId, subject }, message), {
      actor,
    });
    await net.settle();
    const { auditEvent } = await ledger(admin).getAuditEvent({ auditEventId });
    const now = timestampFromDate(net.clock.now());
    expect(auditEvent).toMatchObject({
      id: auditEventId,
      customerId,
      type: "countersign.employee.v1.EmployeeUpdated",
      source: "employee",
      subject,
      actor,
      time: now,
      recordTime: now,
    });
    expect(JSON.parse(auditEvent?.dataJson ?? "")).toEqual({
      employee: { id: subject, name: "Grace" },
      changedFields: ["name"],
      revision: "7",
    });
  });

  test("an event of a customer's life is recorded and keeps the copy of the customer", async () => {
    const { customerId, admin } = await net.createCustomer("Both");
    const { auditEvents } = await ledger(admin).listAuditEvents({});
    expect(auditEvents.map((found) => found.type)).toEqual(["countersign.customer.v1.CustomerCreated"]);
    await net.client(CustomerService, net.operator()).deleteCustomer({ customerId });
    await net.settle();
    await expect(refusal(ledger(admin).listAuditEvents({}))).resolves.toEqual("NotFound CUSTOMER_NOT_FOUND");
  });
});

describe("who sees what", () => {
  test("another customer's event is as unknown as one that never was", async () => {
    const [one, two] = [await net.createCustomer("One"), await net.createCustomer("Two")];
    const { auditEvents } = await ledger(two.admin).listAuditEvents({});
    const spy = ledger(one.admin);
    for (const auditEventId of [auditEvents[0]?.id ?? "", net.newId("evt")])
      await expect(refusal(spy.getAuditEvent({ auditEventId }))).resolves.toEqual(
        "NotFound AUDIT_EVENT_NOT_FOUND",
      );
    await expect(refusal(spy.listAuditEvents({ customerId: two.customerId }))).resolves.toEqual(
      "NotFound CUSTOMER_NOT_FOUND",
    );
  });

  test("an operator who names no customer sees the platform's own events, and only operators do", async () => {
    const { admin, customerId } = await net.createCustomer("Tenant");
    const subject = net.newId("tpl");
    const auditEventId = await net.publish(event(TemplateArchivedSchema, { customerId: "", subject }, {}));
    await net.settle();
    const { auditEvents } = await ledger().listAuditEvents({});
    expect(auditEvents.map((found) => [found.id, found.customerId])).toEqual([[auditEventId, ""]]);
    await expect(refusal(ledger().getAuditEvent({ auditEventId }))).resolves.toEqual("ok");
    await expect(refusal(ledger().getAuditEvent({ auditEventId, customerId }))).resolves.toEqual(
      "NotFound AUDIT_EVENT_NOT_FOUND",
    );
    await expect(refusal(ledger(admin).getAuditEvent({ auditEventId }))).resolves.toEqual(
      "NotFound AUDIT_EVENT_NOT_FOUND",
    );
    const nobodys = net.user("", [PermissionRole.AUDITOR]);
    await expect(refusal(ledger(nobodys).listAuditEvents({}))).resolves.toEqual(
      "InvalidArgument CUSTOMER_ID_REQUIRED",
    );
  });

  test("employees, approvers, HR and executives don't read the ledger", async () => {
    const { customerId } = await net.createCustomer("Closed");
    const { EMPLOYEE, APPROVER, HR, EXECUTIVE, AUDITOR, COMPLIANCE_OFFICER } = PermissionRole;
    for (const role of [EMPLOYEE, APPROVER, HR, EXECUTIVE])
      await expect(refusal(ledger(net.user(customerId, [role])).listAuditEvents({}))).resolves.toEqual(
        "PermissionDenied ROLE_REQUIRED",
      );
    for (const role of [AUDITOR, COMPLIANCE_OFFICER])
      await expect(refusal(ledger(net.user(customerId, [role])).listAuditEvents({}))).resolves.toEqual("ok");
  });
});

describe("ListAuditEvents", () => {
  test("gives the newest first and filters by type, subject, actor and time", async () => {
    const { customerId, admin } = await net.createCustomer("Filtered");
    const [policy, user] = [net.newId("pol"), net.newId("usr")];
    const start = net.clock.now();
    const at = (minutes: number) => timestampFromDate(new Date(start.getTime() + minutes * 60_000));
    const ids: string[] = [];
    for (const [schema, subject, actor] of [
      [PolicyCreatedSchema, policy, userActor(user)],
      [PolicyCreatedSchema, net.newId("pol"), userActor(user)],
      [PolicyArchivedSchema, policy, userActor(net.newId("usr"))],
    ] as const) {
      net.clock.advance(60_000);
      ids.push(await net.publish({ schema, message: create(schema), customerId, subject }, { actor }));
    }
    await net.settle();
    const found = async (filter: object) => {
      const { auditEvents } = await ledger(admin).listAuditEvents({ startTime: at(1), ...filter });
      return auditEvents.map((one) => ids.indexOf(one.id) + 1);
    };
    const type = PolicyCreatedSchema.typeName;
    await expect(found({})).resolves.toEqual([3, 2, 1]);
    await expect(found({ type })).resolves.toEqual([2, 1]);
    await expect(found({ subject: policy })).resolves.toEqual([3, 1]);
    await expect(found({ actorUserId: user })).resolves.toEqual([2, 1]);
    await expect(found({ type, subject: policy, actorUserId: user })).resolves.toEqual([1]);
    await expect(found({ startTime: at(2), endTime: at(3) })).resolves.toEqual([2]);
    await expect(refusal(found({ endTime: at(1) }))).resolves.toEqual("InvalidArgument INVALID_REQUEST");
  });

  test("pages without gaps while events arrive, also among events of one instant", async () => {
    const { customerId, admin } = await net.createCustomer("Paged");
    const published = async (count: number) => {
      const ids = [];
      for (let i = 0; i < count; i++)
        ids.push(
          await net.publish(event(PolicyCreatedSchema, { customerId, subject: net.newId("pol") }, {})),
        );
      await net.settle();
      return ids;
    };
    const ids = [...(await published(4))];
    net.clock.advance(1000);
    ids.push(...(await published(3)));
    const seen: string[] = [];
    let pageToken = "";
    do {
      const page = await ledger(admin).listAuditEvents({
        type: PolicyCreatedSchema.typeName,
        pageSize: 2,
        pageToken,
      });
      seen.push(...page.auditEvents.map((one) => one.id));
      pageToken = page.nextPageToken;
      net.clock.advance(1000);
      await published(1);
      if (pageToken)
        await expect(refusal(ledger(admin).listAuditEvents({ pageToken }))).resolves.toEqual(
          "InvalidArgument INVALID_PAGE_TOKEN",
        );
    } while (pageToken);
    expect(seen).toEqual(ids.toReversed());
  });
});
