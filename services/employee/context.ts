import type { ServiceKit } from "../../runtime/service.ts";
import { PoliciesInForce } from "./rpc/policies-in-force.ts";
import { AssignmentStore } from "./store/assignment-store.ts";
import { AudienceStore } from "./store/audience-store.ts";
import { EmployeeImportStore } from "./store/employee-import-store.ts";
import { EmployeeStore } from "./store/employee-store.ts";
import { GroupStore } from "./store/group-store.ts";
import { MatchingStore } from "./store/matching-store.ts";
import { PeopleStore } from "./store/people-store.ts";
import { WorkforceStore } from "./store/workforce-store.ts";

/** What the employee service's handlers, consumers and workers work with. */
export interface EmployeeContext extends ServiceKit {
  readonly employees: EmployeeStore;
  readonly people: PeopleStore;
  readonly groups: GroupStore;
  readonly workforces: WorkforceStore;
  readonly audiences: AudienceStore;
  readonly policies: PoliciesInForce;
  readonly assignments: AssignmentStore;
  readonly matchings: MatchingStore;
  readonly imports: EmployeeImportStore;
}

/** The workers of this service, by name. */
export const MATCH_AUDIENCES = "match-audiences";
export const IMPORT_EMPLOYEES = "import-employees";
export const SETTLE_GROUPS = "settle-groups";

/** Builds the context on the runtime's kit; tests override parts by spreading. */
export function createContext(kit: ServiceKit): EmployeeContext {
  const audiences = new AudienceStore(kit.database);
  return {
    ...kit,
    employees: new EmployeeStore(kit.database),
    people: new PeopleStore(kit.database),
    groups: new GroupStore(kit.database),
    workforces: new WorkforceStore(kit.database),
    audiences,
    policies: new PoliciesInForce(audiences),
    assignments: new AssignmentStore(kit.database),
    matchings: new MatchingStore(kit.database),
    imports: new EmployeeImportStore(kit.database),
  };
}
