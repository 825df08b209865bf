import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import type { ServiceModule } from "../../runtime/service.ts";
import { onPolicyArchived } from "./consumers/on-policy-archived.ts";
import { onPolicyPublished } from "./consumers/on-policy-published.ts";
import { onPolicyUpdated } from "./consumers/on-policy-updated.ts";
import { createContext } from "./context.ts";
import { importEmployees } from "./jobs/import-employees.ts";
import { matchAudiences } from "./jobs/match-audiences.ts";
import { settleGroups } from "./jobs/settle-groups.ts";
import { employeeRpc } from "./rpc/index.ts";
import { assignmentModel } from "./store/assignment-model.ts";
import { audienceModel } from "./store/audience-model.ts";
import { employeeImportModel, importFileModel } from "./store/employee-import-model.ts";
import { employeeModel } from "./store/employee-model.ts";
import { groupModel } from "./store/group-model.ts";
import { groupsFromEmployees } from "./store/groups-from-employees.ts";
import { matchingModel } from "./store/matching-model.ts";
import { workforceModel } from "./store/workforce-model.ts";

/** People, and which policies apply to them. */
export const employeeModule: ServiceModule = {
  name: "employee",
  service: EmployeeService,
  models: (database) => [
    employeeModel(database),
    groupModel(database),
    workforceModel(database),
    audienceModel(database),
    assignmentModel(database),
    matchingModel(database),
    employeeImportModel(database),
    importFileModel(database),
  ],
  migrations: [groupsFromEmployees],
  create: (kit) => {
    const context = createContext(kit);
    return {
      implementation: employeeRpc(context),
      consumers: [
        ...kit.tenants.handlers({
          onUndeleted: async (customerId) => ({
            changes: [context.audiences.rescanAll(customerId), context.groups.unpark(customerId)],
          }),
        }),
        onPolicyPublished(context),
        onPolicyUpdated(context),
        onPolicyArchived(context),
      ],
      jobs: [],
      workers: [matchAudiences(context), importEmployees(context), settleGroups(context)],
    };
  },
};
