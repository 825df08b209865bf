import { createHash } from "node:crypto";
import {
  create,
  type DescMessage,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import { TimestampSchema, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import type { SettingsSchema } from "#gen/countersign/customer/v1/settings_pb.ts";
import {
  AssigneeSchema,
  AssignmentReason,
  AssignmentsAddedSchema,
  AssignmentsRemovedSchema,
  AudienceMatchedSchema,
  EmployeeUpdatedSchema,
  UnassignmentReason,
} from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { type Employee, EmployeeSchema, EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { PolicyPublishedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import {
  AcknowledgementRulesSchema,
  Materiality,
  type PublishedPolicy,
  PublishedPolicySchema,
} from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { event } from "../../../runtime/events/event.ts";
import type { Job } from "../../../runtime/jobs/job.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { customerModule } from "../../customer/module.ts";
import { acknowledgementModule } from "../module.ts";
import { employeeNeighbour, policyNeighbour, type StoredText } from "./neighbours.ts";

/** A person of a test, as the employee service would know them. */
export interface TestPerson {
  readonly employee: Employee;
  readonly user: TestUser;
}

/** The hash of a text as the contract defines it. */
export const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** This service with the neighbours that it calls, and the events of those that it only hears. */
export class World {
  readonly net: Constellation;
  readonly texts: Map<string, StoredText>;
  readonly drafts: Set<string>;
  readonly employees: Map<string, Employee>;

  private constructor(net: Constellation, stored: Pick<World, "texts" | "drafts" | "employees">) {
    this.net = net;
    this.texts = stored.texts;
    this.drafts = stored.drafts;
    this.employees = stored.employees;
  }

  /** Starts it; the clock stands at Monday, 2026-03-02, 09:00 UTC. */
  static async start(): Promise<World> {
    const stored = {
      texts: new Map<string, StoredText>(),
      drafts: new Set<string>(),
      employees: new Map<string, Employee>(),
    };
    const net = await Constellation.start({
      modules: [
        customerModule,
        policyNeighbour(stored.texts, stored.drafts),
        employeeNeighbour(stored.employees),
        acknowledgementModule,
      ],
    });
    return new World(net, stored);
  }

  /** A customer, with an officer to act as and settings if named. */
  async customer(
    name: string,
    settings?: MessageInitShape<typeof SettingsSchema>,
  ): Promise<{ customerId: string; officer: TestUser }> {
    const { customerId, admin } = await this.net.createCustomer(name);
    if (settings) await this.net.client(CustomerService, admin).updateSettings({ settings });
    await this.net.settle();
    return { customerId, officer: this.net.user(customerId, [PermissionRole.COMPLIANCE_OFFICER]) };
  }

  /** A person of a customer. */
  person(customerId: string, more: MessageInitShape<typeof EmployeeSchema> = {}): TestPerson {
    const id = this.net.newId("emp");
    const email = `${id}@example.com`;
    const employee = create(EmployeeSchema, {
      id,
      customerId,
      name: `Person ${id.slice(-4)}`,
      email,
      department: "Finance",
      status: EmployeeStatus.ACTIVE,
      joinDate: "2026-02-16",
      ...more,
    });
    this.employees.set(id, employee);
    const user = this.net.user(customerId, [PermissionRole.EMPLOYEE], {
      employeeId: id,
      name: employee.name,
      email,
    });
    return { employee, user };
  }

  /** A published policy; its text can be read. `before` makes it the next version of the same policy. */
  policy(
    before?: PublishedPolicy,
    more: MessageInitShape<typeof PublishedPolicySchema> = {},
  ): PublishedPolicy {
    const version = (before?.version ?? 0) + 1;
    const policyVersionId = this.net.newId("plv");
    const title = more.title ?? before?.title ?? "Information security";
    const renderedMarkdown = `# ${title}\n\nLock your screen. Version ${version}.\n`;
    const policyId = before?.policyId ?? this.net.newId("pol");
    const publishTime = create(TimestampSchema, timestampFromDate(this.net.clock.now()));
    const changeNote = `change ${version}`;
    const text = { policyId, number: version, publishTime, title, renderedMarkdown, changeNote };
    this.texts.set(policyVersionId, text);
    return create(PublishedPolicySchema, {
      policyId,
      policyVersionId,
      version,
      materialVersion: more.materiality === Materiality.EDITORIAL ? (before?.materialVersion ?? 1) : version,
      title,
      contentSha256: sha256(renderedMarkdown),
      materiality: Materiality.MATERIAL,
      rules: create(AcknowledgementRulesSchema, { required: true }),
      publishTime,
      revision: (before?.revision ?? 0n) + 10n,
      changeNote,
      ...more,
    });
  }

  /** Publishes an event about a subject and waits until all of it is handled. Gives its id. */
  async tell<M extends DescMessage>(
    schema: M,
    customerId: string,
    subject: string,
    message: MessageInitShape<M>,
    eventId?: string,
  ): Promise<string> {
    const id = await this.net.publish(
      event(schema, { customerId, subject }, message),
      eventId === undefined ? {} : { eventId },
    );
    await this.net.settle();
    return id;
  }

  /** The policy service publishes. */
  publish(customerId: string, policy: PublishedPolicy): Promise<string> {
    return this.tell(PolicyPublishedSchema, customerId, policy.policyId, { policy });
  }

  /** The employee service says that a policy applies to people. */
  assign(
    customerId: string,
    policy: PublishedPolicy,
    people: readonly TestPerson[],
    reason: AssignmentReason = AssignmentReason.PUBLICATION,
    employeeRevision = 1n,
    eventId?: string,
  ): Promise<string> {
    const assignees = people.map(({ employee }) =>
      create(AssigneeSchema, {
        employeeId: employee.id,
        name: employee.name,
        email: employee.email,
        department: employee.department,
        managerId: employee.managerId,
        joinDate: employee.joinDate,
        onLeave: employee.status === EmployeeStatus.ON_LEAVE,
        employeeRevision,
      }),
    );
    const message = { policy, reason, assignees };
    return this.tell(AssignmentsAddedSchema, customerId, policy.policyId, message, eventId);
  }

  /** The employee service says that a policy no longer applies to people. */
  unassign(
    customerId: string,
    policy: PublishedPolicy,
    people: readonly TestPerson[],
    reason: UnassignmentReason = UnassignmentReason.OUT_OF_SCOPE,
    employeeRevision = 2n,
    policyRevision = policy.revision,
  ): Promise<string> {
    return this.tell(AssignmentsRemovedSchema, customerId, policy.policyId, {
      policyId: policy.policyId,
      reason,
      employeeIds: people.map(({ employee }) => employee.id),
      employeeRevisions: people.map(() => employeeRevision),
      policyRevision,
    });
  }

  /** The employee service says that a publication has been matched with everyone. */
  matched(customerId: string, policy: PublishedPolicy, matched: number): Promise<string> {
    const { policyId, policyVersionId, materialVersion, revision } = policy;
    return this.tell(AudienceMatchedSchema, customerId, policyId, {
      policyId,
      policyVersionId,
      materialVersion,
      matched,
      policyRevision: revision,
    });
  }

  /** The employee service says that a person changed. */
  changed(
    customerId: string,
    person: TestPerson,
    more: MessageInitShape<typeof EmployeeSchema>,
    revision: bigint,
  ) {
    const employee = create(EmployeeSchema, { ...person.employee, ...more } as never);
    return this.tell(EmployeeUpdatedSchema, customerId, employee.id, { employee, revision });
  }

  /** A policy published to people, matched and asked for. */
  async rollOut(
    customerId: string,
    people: readonly TestPerson[],
    before?: PublishedPolicy,
  ): Promise<PublishedPolicy> {
    const policy = this.policy(before);
    await this.publish(customerId, policy);
    await this.assign(customerId, policy, people);
    await this.matched(customerId, policy, people.length);
    return policy;
  }

  /** One of this service's jobs, to be run as another replica would: past the lease. */
  job(name: string): Job {
    const service = this.net.running.services.find((one) => one.name === "acknowledgement");
    const job = service?.instance.jobs.find((one) => one.name === name);
    if (!job) throw new Error(`there is no job ${name}`);
    return job;
  }

  /** A client of this service as a user. */
  as(user: TestUser) {
    return this.net.client(AcknowledgementService, user);
  }

  /** What a person has to sign and has signed. */
  async mine(person: TestPerson) {
    return (await this.as(person.user).listMyAcknowledgements({})).acknowledgements;
  }

  /** All of a person's obligations, as an officer sees them; by policy, version and cycle. */
  async all(officer: TestUser, person: TestPerson) {
    const { acknowledgements } = await this.as(officer).listAcknowledgements({
      employeeId: person.employee.id,
    });
    return acknowledgements.toSorted(
      (a, b) =>
        a.policyId.localeCompare(b.policyId) || a.materialVersion - b.materialVersion || a.cycle - b.cycle,
    );
  }

  /** The person opens and signs what is pending first. */
  async sign(person: TestPerson, typedName = "Ada Lovelace") {
    const client = this.as(person.user);
    const [first] = await this.mine(person);
    if (!first) throw new Error("nothing to sign");
    const { contentSha256 } = await client.openAcknowledgement({ acknowledgementId: first.id });
    const answer = await client.acknowledge({
      acknowledgementId: first.id,
      typedName,
      contentSha256,
      locale: "en-GB",
    });
    await this.net.settle();
    return answer;
  }

  /** The messages of a type that this service has published for a customer, oldest first. */
  async told<M extends DescMessage>(schema: M, customerId: string): Promise<MessageShape<M>[]> {
    const rows = await this.net.eventsOf("acknowledgement", schema.name);
    return rows
      .filter((row) => row.customerId === customerId)
      .map((row) => fromBinary(schema, new Uint8Array(row.body.buffer)));
  }
}
