import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import type { ServiceModule } from "../../runtime/service.ts";
import { onPolicyArchived } from "./consumers/on-policy-archived.ts";
import { onPolicyPublished } from "./consumers/on-policy-published.ts";
import { onPolicyUpdated } from "./consumers/on-policy-updated.ts";
import { createContext } from "./context.ts";
import { importEmployees } from "./jobs/import-employees.ts";
import { matchAudiences } from "./jobs/match-audiences.ts";
import { employeeRpc } from "./rpc/index.ts";
import { assignmentModel } from "./store/assignment-model.ts";
import { audienceModel } from "./store/audience-model.ts";
import { employeeImportModel, importFileModel } from "./store/employee-import-model.ts";
import { employeeModel } from "./store/employee-model.ts";
import { matchingModel } from "./store/matching-model.ts";
import { workforceModel } from "./store/workforce-model.ts";

/** People, and which policies apply to them. */
export const employeeModule: ServiceModule = {
  name: "employee",
  service: EmployeeService,
  models: (database) => [
    employeeModel(database),
    workforceModel(database),
    audienceModel(database),
    assignmentModel(database),
    matchingModel(database),
    employeeImportModel(database),
    importFileModel(database),
  ],
  migrations: [],
  create: (kit) => {
    const context = createContext(kit);
    return {
      implementation: employeeRpc(context),
      consumers: [
        ...kit.tenants.handlers({
          onUndeleted: async (customerId) => ({ changes: [context.audiences.rescanAll(customerId)] }),
        }),
        onPolicyPublished(context),
        onPolicyUpdated(context),
        onPolicyArchived(context),
      ],
      jobs: [],
      workers: [matchAudiences(context), importEmployees(context)],
    };
  },
};
