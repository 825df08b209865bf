import { useEffect, useMemo } from "react";
import { type Employee, EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { useList } from "../../app/list.ts";
import { language } from "../../app/texts.ts";

/** What employees have in their fields, sorted, each once. */
export interface KnownValues {
  readonly departments: readonly string[];
  readonly roles: readonly string[];
  readonly locations: readonly string[];
  readonly employmentTypes: readonly string[];
}

/** Enough to know what is usual; other values can be typed. */
const ENOUGH_PEOPLE = 1_000;

/** Departments, roles, locations and employment types that people have, to be offered. */
export function useKnownValues(): KnownValues {
  const { rows, hasMore, readMore } = useList(
    EmployeeService.method.listEmployees,
    { statuses: [EmployeeStatus.ACTIVE, EmployeeStatus.ON_LEAVE], pageSize: 200 },
    (page) => page.employees,
  );
  useEffect(() => {
    if (hasMore && rows.length < ENOUGH_PEOPLE) readMore();
  }, [hasMore, rows.length, readMore]);
  return useMemo(
    () => ({
      departments: distinct(rows, ({ department }) => [department]),
      roles: distinct(rows, ({ roles }) => roles),
      locations: distinct(rows, ({ location }) => [location]),
      employmentTypes: distinct(rows, ({ employmentType }) => [employmentType]),
    }),
    [rows],
  );
}

/** Each once without regard to case, as the server compares them. */
function distinct(people: readonly Employee[], of: (employee: Employee) => readonly string[]): string[] {
  const found = new Map<string, string>();
  for (const value of people.flatMap(of)) {
    const key = value.trim().toLowerCase();
    if (key !== "" && !found.has(key)) found.set(key, value.trim());
  }
  return [...found.values()].sort(new Intl.Collator(language()).compare);
}
