import {
  ApiKeyCreatedSchema,
  ApiKeyRevokedSchema,
  RoleCreatedSchema,
  RoleDeletedSchema,
  RoleUpdatedSchema,
} from "#gen/countersign/identity/v1/access_events_pb.ts";
import { type EventDraft, event } from "../../../runtime/events/event.ts";
import { apiKeyMessage, roleMessage } from "../rpc/access-messages.ts";
import type { ApiKeyRow } from "../store/api-key-model.ts";
import type { RoleRow } from "../store/role-model.ts";

const about = (row: RoleRow | ApiKeyRow) => ({ customerId: row.customerId, subject: row._id });

/** What this service tells of custom roles and API keys. */
export const accessEvents = {
  roleCreated: (row: RoleRow): EventDraft => event(RoleCreatedSchema, about(row), { role: roleMessage(row) }),
  roleUpdated: (row: RoleRow, changedFields: readonly string[]): EventDraft =>
    event(RoleUpdatedSchema, about(row), { role: roleMessage(row), changedFields: [...changedFields] }),
  roleDeleted: (row: RoleRow): EventDraft => event(RoleDeletedSchema, about(row), { role: roleMessage(row) }),
  apiKeyCreated: (row: ApiKeyRow): EventDraft =>
    event(ApiKeyCreatedSchema, about(row), { apiKey: apiKeyMessage(row) }),
  apiKeyRevoked: (row: ApiKeyRow): EventDraft =>
    event(ApiKeyRevokedSchema, about(row), { apiKey: apiKeyMessage(row) }),
};
