import type { DescFile, DescMessage } from "@bufbuild/protobuf";
import { file_countersign_acknowledgement_v1_acknowledgement_events } from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import { file_countersign_common_v1_access_events } from "#gen/countersign/common/v1/access_events_pb.ts";
import { file_countersign_compliance_v1_compliance_events } from "#gen/countersign/compliance/v1/compliance_events_pb.ts";
import { file_countersign_customer_v1_customer_events } from "#gen/countersign/customer/v1/customer_events_pb.ts";
import { file_countersign_employee_v1_employee_events } from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { file_countersign_identity_v1_access_events } from "#gen/countersign/identity/v1/access_events_pb.ts";
import { file_countersign_identity_v1_identity_events } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { file_countersign_identity_v1_identity_provider_events } from "#gen/countersign/identity/v1/identity_provider_events_pb.ts";
import { file_countersign_notification_v1_notification_events } from "#gen/countersign/notification/v1/notification_events_pb.ts";
import { file_countersign_policy_v1_policy_events } from "#gen/countersign/policy/v1/policy_events_pb.ts";

/** The contracts that hold events: the `_events.proto` files of the services that tell something. */
export const EVENT_FILES: readonly DescFile[] = [
  file_countersign_common_v1_access_events,
  file_countersign_customer_v1_customer_events,
  file_countersign_identity_v1_access_events,
  file_countersign_identity_v1_identity_events,
  file_countersign_identity_v1_identity_provider_events,
  file_countersign_employee_v1_employee_events,
  file_countersign_policy_v1_policy_events,
  file_countersign_acknowledgement_v1_acknowledgement_events,
  file_countersign_compliance_v1_compliance_events,
  file_countersign_notification_v1_notification_events,
];

/**
 * The events among the messages of `_events.proto` files: those that no message there has as a field. What another
 * message carries (a snapshot, an item of a list) is a part, not something that happened.
 */
export function eventTypesOf(files: readonly DescFile[]): DescMessage[] {
  const messages = files.flatMap((file) => file.messages);
  const parts = new Set(
    messages.flatMap((message) => message.fields.map((field) => field.message?.typeName)),
  );
  return messages.filter((message) => !parts.has(message.typeName));
}

/** Every type of domain event, by full name; a new message in a contract is one of them by itself. */
export const EVENT_TYPES: ReadonlyMap<string, DescMessage> = new Map(
  eventTypesOf(EVENT_FILES).map((schema) => [schema.typeName, schema]),
);
