import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { checkMayGrant } from "../access/grants.ts";
import type { IdentityContext } from "../context.ts";
import { checkRoom, roleEdited } from "../domain/role.ts";
import { events } from "../events.ts";
import type { RoleRow } from "../store/role-model.ts";
import { roleMessage } from "./access-messages.ts";

const { method } = IdentityService;
const EMPTY = { name: "", description: "", permissions: [] };

/** Creates a role of the customer's own, of permissions that its maker holds. */
export const createRole: Handler<IdentityContext, typeof method.createRole> = (context, request, call) =>
  write(context, call, method.createRole, request, async () => {
    const customerId = customerOf(call);
    const edited = roleEdited(EMPTY, request.role ?? EMPTY, ["name", "description", "permissions"]);
    checkMayGrant(call, edited);
    const now = context.clock.now();
    const row: RoleRow = {
      _id: context.newId("crl"),
      customerId,
      ...edited,
      holders: 0,
      createTime: now,
      updateTime: now,
      revision: 1,
    };
    await context.roles.checkFree(row);
    checkRoom(await context.roles.count(customerId));
    return {
      changes: [context.roles.insert(row)],
      events: [events.roleCreated(row)],
      response: { role: roleMessage(row) },
    };
  });
