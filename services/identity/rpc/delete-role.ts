import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { failedPrecondition } from "../../../runtime/errors.ts";
import { checkEtag } from "../../../runtime/mongo/revision.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { IdentityContext } from "../context.ts";
import { events } from "../events.ts";
import { roleMessage } from "./access-messages.ts";

const { method } = IdentityService;

/** Deletes a role that nobody holds. */
export const deleteRole: Handler<IdentityContext, typeof method.deleteRole> = (context, request, call) =>
  write(context, call, method.deleteRole, request, async () => {
    const row = await context.roles.get(customerOf(call), request.roleId);
    checkEtag("role", row, request.etag);
    if (row.holders > 0) {
      throw failedPrecondition(
        "ROLE_IN_USE",
        `${row.holders} users hold this role. Take it from them first.`,
        { metadata: { holders: String(row.holders) } },
      );
    }
    return {
      changes: context.roles.remove(row),
      events: [events.roleDeleted(row)],
      response: { role: roleMessage(row) },
    };
  });
