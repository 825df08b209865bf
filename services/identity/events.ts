import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import {
  RefreshTokenReusedSchema,
  SessionCreatedSchema,
  type SessionRevocationReason,
  SessionRevokedSchema,
  UserCreatedSchema,
  UserDeactivatedSchema,
  UserUpdatedSchema,
} from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { type EventDraft, event } from "../../runtime/events/event.ts";
import { accessEvents } from "./access/access-events.ts";
import { accountEvents } from "./accounts/account-events.ts";
import { sessionMessage, userMessage } from "./rpc/messages.ts";
import type { SessionRow } from "./store/session-model.ts";
import type { UserRow } from "./store/user-model.ts";

const about = (row: UserRow | SessionRow) => ({ customerId: row.customerId, subject: row._id });
const snapshot = (row: UserRow) => ({ user: userMessage(row), revision: BigInt(row.revision) });

/** Who used a spent refresh token, and when. */
export interface Reuse {
  readonly time: Date;
  readonly ipAddress: string;
  readonly userAgent: string;
}

/** All that this service tells others; each event carries the user or the session as it is after the change. */
export const events = {
  ...accountEvents,
  ...accessEvents,
  userCreated: (row: UserRow): EventDraft => event(UserCreatedSchema, about(row), { user: snapshot(row) }),
  userUpdated: (row: UserRow, changedFields: readonly string[]): EventDraft =>
    event(UserUpdatedSchema, about(row), {
      user: snapshot(row),
      changedFields: [...changedFields].sort(),
    }),
  userDeactivated: (row: UserRow): EventDraft =>
    event(UserDeactivatedSchema, about(row), { user: snapshot(row) }),
  sessionCreated: (row: SessionRow, userEmail: string): EventDraft =>
    event(SessionCreatedSchema, about(row), { session: sessionMessage(row), userEmail }),
  sessionRevoked: (row: SessionRow, reason: SessionRevocationReason): EventDraft =>
    event(SessionRevokedSchema, about(row), { session: sessionMessage(row), reason }),
  refreshTokenReused: (row: SessionRow, reuse: Reuse): EventDraft =>
    event(RefreshTokenReusedSchema, about(row), {
      session: sessionMessage(row),
      reuseTime: timestampFromDate(reuse.time),
      ipAddress: reuse.ipAddress,
      userAgent: reuse.userAgent,
    }),
};
