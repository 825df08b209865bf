import { timestampDate } from "@bufbuild/protobuf/wkt";
import { SessionRevocationReason } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { type User, UserSchema, UserStatus } from "#gen/countersign/identity/v1/user_pb.ts";
import { invalidArgument } from "../../../runtime/errors.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { maskedFields } from "../../../runtime/rpc/update-mask.ts";
import { write } from "../../../runtime/write.ts";
import { customRoleChanges } from "../access/custom-roles.ts";
import { checkMayGive, checkMayManage } from "../access/grants.ts";
import { administratorGoes, reactivated } from "../accounts/deactivation.ts";
import { link } from "../accounts/employment.ts";
import { type IdentityContext, userNamed } from "../context.ts";
import { checkAccessEnd, withAccessEnd } from "../domain/access-end.ts";
import { checkGrantable } from "../domain/roles.ts";
import { changedFields, userEdited } from "../domain/user-edit.ts";
import { events } from "../events.ts";
import { signOutEverywhere } from "../sign-in/sign-out.ts";
import type { UserRow } from "../store/user-model.ts";
import { userMessage } from "./messages.ts";

const { method } = IdentityService;
/** A change of these ends the sessions. */
const RIGHTS = ["roles", "custom_role_ids"];
const FIELDS = [
  "email",
  "displayName",
  "roles",
  "customRoleIds",
  "accessEndTime",
  "employeeId",
  "locale",
  "status",
] as const;

/** Changes a user, or reactivates one. New roles end the user's sessions. */
export const updateUser: Handler<IdentityContext, typeof method.updateUser> = (context, request, call) =>
  write(context, call, method.updateUser, request, async () => {
    const before = await userNamed(context, call, request.user?.id ?? "");
    checkEtag("user", before, request.etag);
    await checkMayManage(context, call, before);
    const now = context.clock.now();
    const edits = request.user ? maskedFields(UserSchema, request.user, request.updateMask, FIELDS) : [];
    if (edits.includes("status")) checkReactivation(request.user);
    const edited = request.user ? editedRow(before, request.user, edits, now) : before;
    const awake = edits.includes("status") && edited.status === "DEACTIVATED";
    const changed = [...changedFields(before, edited), ...(awake ? ["status"] : [])];
    if (changed.length === 0) return { changes: [], events: [], response: { user: userMessage(before) } };
    const after = awake
      ? reactivated(edited, now)
      : { ...edited, updateTime: now, revision: before.revision + 1 };
    checkGrantable(after.customerId, after.roles);
    await context.users.checkFree(after);
    const linked = changed.includes("employee_id")
      ? await link(context, after.customerId, after.employeeId ?? "")
      : [];
    await checkMayGive(context, call, before, after);
    const held = await customRoleChanges(
      context,
      after.customerId,
      before.customRoleIds,
      after.customRoleIds,
    );
    const guard = await administratorGoes(context, before, after);
    const out = changed.some((field) => RIGHTS.includes(field))
      ? await signOutEverywhere(context, before, SessionRevocationReason.ROLES_CHANGED, now)
      : { changes: [], events: [] };
    return {
      changes: [...guard, ...held, ...linked, context.users.replace(before, after), ...out.changes],
      events: [events.userUpdated(after, changed), ...out.events],
      response: { user: userMessage(after) },
    };
  });

/** The row after an update, with the end of access that it then has to have. */
function editedRow(
  before: UserRow,
  wanted: User,
  edits: readonly (typeof FIELDS)[number][],
  now: Date,
): UserRow {
  const accessEndTime = wanted.accessEndTime && timestampDate(wanted.accessEndTime);
  if (edits.includes("accessEndTime")) checkAccessEnd(accessEndTime, now);
  const { employeeId: _e, customRoleIds: _c, accessEndTime: _a, ...kept } = before;
  return withAccessEnd({ ...kept, ...userEdited(before, { ...wanted, accessEndTime }, edits) }, now);
}

function checkReactivation(wanted: User | undefined): void {
  if (wanted?.status === UserStatus.ACTIVE) return;
  throw invalidArgument(
    "INVALID_UPDATE_MASK",
    "An update sets status to ACTIVE only. DeactivateUser deactivates.",
    { violations: [{ field: "user.status", rule: "active", message: "only ACTIVE can be written" }] },
  );
}
