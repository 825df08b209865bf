import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import {
  AcknowledgementSignedSchema,
  AcknowledgementsCancelledSchema,
  AcknowledgementsRequestedSchema,
  type RequestedAcknowledgementSchema,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import {
  EmployeeCreatedSchema,
  EmployeeUpdatedSchema,
} from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { UserCreatedSchema, UserUpdatedSchema } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { UserStatus } from "#gen/countersign/identity/v1/user_pb.ts";
import { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import type { Config } from "../../../runtime/config/config.ts";
import { event } from "../../../runtime/events/event.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import type { TestUser } from "../../../runtime/testing/test-tokens.ts";
import { customerModule } from "../../customer/module.ts";
import { notificationModule } from "../module.ts";

/** An employee of the tests. */
export interface Person {
  readonly employeeId: string;
  readonly name: string;
  readonly email: string;
}

type Requested = MessageInitShape<typeof RequestedAcknowledgementSchema>;

/** The notification service with one customer, and the events of services that don't run. */
export class Scene {
  readonly net: Constellation;
  readonly customerId: string;
  readonly admin: TestUser;
  #people = 0;

  private constructor(net: Constellation, customerId: string, admin: TestUser) {
    this.net = net;
    this.customerId = customerId;
    this.admin = admin;
  }

  /** Starts the service. Stop `net` in afterAll. */
  static async start(config: Partial<Config> = {}): Promise<Scene> {
    const net = await Constellation.start({
      modules: [customerModule, notificationModule],
      config: { publicUrl: "https://sign.example.com", ...config },
    });
    const { customerId, admin } = await net.createCustomer("Acme");
    return new Scene(net, customerId, admin);
  }

  /** The service as a user; default: the customer's administrator. */
  client(user: TestUser = this.admin) {
    return this.net.client(NotificationService, user);
  }

  /** Publishes an event of the customer and waits until everything is handled; gives its id. */
  async tell(
    schema: Parameters<typeof event>[0],
    subject: string,
    message: Parameters<typeof event>[2],
    options: { readonly eventId?: string; readonly actorId?: string } = {},
  ): Promise<string> {
    const id = await this.publish(schema, subject, message, options);
    await this.net.settle();
    return id;
  }

  /** Publishes an event of the customer. */
  publish(
    schema: Parameters<typeof event>[0],
    subject: string,
    message: Parameters<typeof event>[2],
    options: { readonly eventId?: string; readonly actorId?: string } = {},
  ): Promise<string> {
    const actor = {
      userId: options.actorId ?? "",
      service: options.actorId ? "" : "test",
      name: "Olga Office",
    };
    return this.net.publish(event(schema, { customerId: this.customerId, subject }, message), {
      actor,
      ...(options.eventId ? { eventId: options.eventId } : {}),
    });
  }

  /** An employee that the service knows. */
  async employee(more: Partial<Person> & { readonly onLeave?: boolean } = {}): Promise<Person> {
    this.#people += 1;
    const person = {
      employeeId: this.net.newId("emp"),
      name: more.name ?? `Person ${this.#people}`,
      email: more.email ?? `person${this.#people}@example.com`,
    };
    await this.employeeChanged(person, 1, more.onLeave ?? false);
    return person;
  }

  /** Tells of a change of an employee. */
  async employeeChanged(person: Person, revision: number, onLeave = false): Promise<void> {
    const { employeeId: id, name, email } = person;
    const status = onLeave ? EmployeeStatus.ON_LEAVE : EmployeeStatus.ACTIVE;
    await this.tell(revision === 1 ? EmployeeCreatedSchema : EmployeeUpdatedSchema, id, {
      employee: { id, customerId: this.customerId, name, email, status },
      revision: BigInt(revision),
    });
  }

  /** A user that the service knows. */
  async user(roles: readonly PermissionRole[], more: Partial<TestUser> = {}): Promise<TestUser> {
    this.#people += 1;
    const user = this.net.user(this.customerId, roles, {
      name: `User ${this.#people}`,
      email: `user${this.#people}@example.com`,
      ...more,
    });
    await this.userChanged(user, 1);
    return user;
  }

  /** Tells of a change of a user. */
  async userChanged(user: TestUser, revision: number, status: UserStatus = UserStatus.ACTIVE): Promise<void> {
    const { userId: id, customerId, email, name: displayName, roles, employeeId } = user;
    await this.tell(revision === 1 ? UserCreatedSchema : UserUpdatedSchema, id, {
      user: {
        user: { id, customerId, email, displayName, roles: [...roles], employeeId, status },
        revision: BigInt(revision),
      },
    });
  }

  /** The user linked with an employee. */
  userOf(person: Person): TestUser {
    const { employeeId, name, email } = person;
    return this.net.user(this.customerId, [PermissionRole.EMPLOYEE], { employeeId, name, email });
  }

  /** One person asked for one signature; `acknowledgementId` is new unless given. */
  asked(person: Person, more: Requested = {}) {
    return {
      acknowledgementId: this.net.newId("ack"),
      ...person,
      dueTime: timestampFromDate(new Date("2026-04-01T21:59:59Z")),
      cycle: 1,
      revision: 1n,
      ...more,
    };
  }

  /** People are asked to sign a policy. */
  request(
    title: string,
    acknowledgements: readonly Requested[],
    options: { readonly eventId?: string } = {},
  ): Promise<string> {
    const policyId = this.net.newId("pol");
    return this.tell(
      AcknowledgementsRequestedSchema,
      policyId,
      {
        policy: { policyId, title, version: 1, materialVersion: 1 },
        acknowledgements: [...acknowledgements],
      },
      options,
    );
  }

  /** Somebody signed what they were asked for. */
  sign(person: Person, acknowledgementId: string, title: string, revision = 2n): Promise<string> {
    return this.tell(AcknowledgementSignedSchema, acknowledgementId, {
      acknowledgementId,
      ...person,
      title,
      version: 3,
      signTime: timestampFromDate(this.net.clock.now()),
      revision,
    });
  }

  /** People need no longer sign. */
  cancel(acknowledgements: readonly { acknowledgementId: string; employeeId: string }[]): Promise<string> {
    const policyId = this.net.newId("pol");
    return this.tell(AcknowledgementsCancelledSchema, policyId, {
      policyId,
      acknowledgements: acknowledgements.map(({ acknowledgementId, employeeId }) => ({
        acknowledgementId,
        employeeId,
        revision: 2n,
      })),
    });
  }
}

/** A minute in ms. */
export const MINUTE = 60_000;
