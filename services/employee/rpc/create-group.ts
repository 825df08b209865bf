import { create } from "@bufbuild/protobuf";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { GroupSchema } from "#gen/countersign/employee/v1/group_pb.ts";
import { invalidField } from "../../../runtime/errors.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import type { EmployeeContext } from "../context.ts";
import { founded, tidyGroup } from "../domain/group.ts";
import { events } from "../events.ts";
import { groupMessage } from "./group-message.ts";

const { method } = EmployeeService;

/** Creates a group without members. */
export const createGroup: Handler<EmployeeContext, typeof method.createGroup> = (context, request, call) =>
  write(context, call, method.createGroup, request, async () => {
    const customerId = customerOf(call);
    const facts = tidyGroup(request.group ?? create(GroupSchema));
    if (facts.name === "") throw invalidField("group.name", "required", "A group needs a name.");
    const group = founded(context.newId("grp"), customerId, facts, context.clock.now());
    await context.groups.checkNameFree(customerId, group._id, group.name);
    await context.groups.checkExternalIdFree(customerId, group._id, group.externalId);
    return {
      changes: [context.groups.insert(group)],
      events: [events.groupCreated(group)],
      response: { group: groupMessage(group) },
    };
  });
