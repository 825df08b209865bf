import { createQueryOptions, useTransport } from "@connectrpc/connect-query";
import { useQueries } from "@tanstack/react-query";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";

/** So many are looked up; the others are shown by their id. */
const MOST = 100;

/** The names of employees (emp_…); who can't be read, or isn't yet, is missing. */
export function usePersonNames(employeeIds: readonly string[]): ReadonlyMap<string, string> {
  const transport = useTransport();
  const ids = employeeIds.slice(0, MOST);
  const found = useQueries({
    queries: ids.map((employeeId) => ({
      ...createQueryOptions(EmployeeService.method.getEmployee, { employeeId }, { transport }),
      staleTime: 300_000,
      retry: false,
    })),
  });
  return new Map(
    found.flatMap(({ data }, i) => (data?.employee ? [[ids[i] ?? "", data.employee.name] as const] : [])),
  );
}
