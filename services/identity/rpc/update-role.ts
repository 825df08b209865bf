import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { RoleSchema } from "#gen/countersign/identity/v1/role_pb.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { maskedFields } from "../../../runtime/rpc/update-mask.ts";
import { write } from "../../../runtime/write.ts";
import { checkMayGrant } from "../access/grants.ts";
import type { IdentityContext } from "../context.ts";
import { changedRoleFields, roleEdited } from "../domain/role.ts";
import { events } from "../events.ts";
import { roleMessage } from "./access-messages.ts";

const { method } = IdentityService;
const FIELDS = ["name", "description", "permissions"] as const;

/** Changes a role; what it allows from then on goes into its holders' next tokens. */
export const updateRole: Handler<IdentityContext, typeof method.updateRole> = (context, request, call) =>
  write(context, call, method.updateRole, request, async () => {
    const before = await context.roles.get(customerOf(call), request.role?.id ?? "");
    checkEtag("role", before, request.etag);
    const fields = request.role ? maskedFields(RoleSchema, request.role, request.updateMask, FIELDS) : [];
    const edited = roleEdited(before, request.role ?? before, fields);
    const changed = changedRoleFields(before, edited);
    if (changed.length === 0) return { changes: [], events: [], response: { role: roleMessage(before) } };
    const had = new Set(before.permissions);
    checkMayGrant(call, { permissions: edited.permissions.filter((one) => !had.has(one)) });
    const after = { ...before, ...edited, updateTime: context.clock.now(), revision: before.revision + 1 };
    await context.roles.checkFree(after);
    return {
      changes: [context.roles.replace(before, after)],
      events: [events.roleUpdated(after, changed)],
      response: { role: roleMessage(after) },
    };
  });
