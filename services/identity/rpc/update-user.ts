import { SessionRevocationReason } from "#gen/countersign/identity/v1/identity_events_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { type User, UserSchema, UserStatus } from "#gen/countersign/identity/v1/user_pb.ts";
import { invalidArgument } from "../../../runtime/errors.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { maskedFields } from "../../../runtime/rpc/update-mask.ts";
import { write } from "../../../runtime/write.ts";
import { type IdentityContext, userNamed } from "../context.ts";
import { administratorGoes, reactivated } from "../deactivation.ts";
import { checkGrantable } from "../domain/roles.ts";
import { changedFields, userEdited } from "../domain/user-edit.ts";
import { link } from "../employment.ts";
import { events } from "../events.ts";
import { signOutEverywhere } from "../sign-out.ts";
import { userMessage } from "./messages.ts";

const { method } = IdentityService;
const FIELDS = ["email", "displayName", "roles", "employeeId", "locale", "status"] as const;

/** Changes a user, or reactivates one. New roles end the user's sessions. */
export const updateUser: Handler<IdentityContext, typeof method.updateUser> = (context, request, call) =>
  write(context, call, method.updateUser, request, async () => {
    const before = await userNamed(context, call, request.user?.id ?? "");
    checkEtag("user", before, request.etag);
    const edits = request.user ? maskedFields(UserSchema, request.user, request.updateMask, FIELDS) : [];
    if (edits.includes("status")) checkReactivation(request.user);
    const { employeeId: _replaced, ...kept } = before;
    const edited = request.user ? { ...kept, ...userEdited(before, request.user, edits) } : before;
    const awake = edits.includes("status") && edited.status === "DEACTIVATED";
    const now = context.clock.now();
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
    const guard = await administratorGoes(context, before, after);
    const out = changed.includes("roles")
      ? await signOutEverywhere(context, before, SessionRevocationReason.ROLES_CHANGED, now)
      : { changes: [], events: [] };
    return {
      changes: [...guard, ...linked, context.users.replace(before, after), ...out.changes],
      events: [events.userUpdated(after, changed), ...out.events],
      response: { user: userMessage(after) },
    };
  });

function checkReactivation(wanted: User | undefined): void {
  if (wanted?.status === UserStatus.ACTIVE) return;
  throw invalidArgument(
    "INVALID_UPDATE_MASK",
    "An update sets status to ACTIVE only. DeactivateUser deactivates.",
    { violations: [{ field: "user.status", rule: "active", message: "only ACTIVE can be written" }] },
  );
}
