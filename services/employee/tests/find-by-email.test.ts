import { createClient } from "@connectrpc/connect";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { customerModule } from "../../customer/module.ts";
import { employeeModule } from "../module.ts";
import { employeeModel } from "../store/employee-model.ts";

let net: Constellation;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, employeeModule] });
});
afterAll(() => net.stop());

test("the services find who has an address in all customers, in any case, without those who were deleted", async () => {
  const inside = createClient(EmployeeService, net.running.transports.to(EmployeeService, "identity"));
  const email = "Both@Example.com";
  const ids: string[] = [];
  for (const name of ["One", "Two", "Three"]) {
    const { admin } = await net.createCustomer(name);
    const own = net.client(EmployeeService, admin);
    const { employee } = await own.createEmployee({ employee: { name: "B", email } });
    ids.push(employee?.id ?? "");
    if (name === "Two") await own.deactivateEmployee({ employeeId: employee?.id ?? "" });
    if (name === "Three") await own.deleteEmployee({ employeeId: employee?.id ?? "" });
    await expect(refusal(own.findEmployeesByEmail({ email }))).resolves.toBe(
      "PermissionDenied INTERNAL_METHOD",
    );
  }
  const { employees } = await inside.findEmployeesByEmail({ email: "both@example.COM" });
  expect(employees.map((each) => [each.id, each.status])).toEqual([
    [ids[0], EmployeeStatus.ACTIVE],
    [ids[1], EmployeeStatus.INACTIVE],
  ]);
  const { employees: none } = await inside.findEmployeesByEmail({ email: "nobody@example.com" });
  expect(none).toEqual([]);
  const plan = await employeeModel(net.database("employee"))
    .find({ emailKey: "a@b.c", deleted: false })
    .sort({ _id: 1 })
    .limit(10)
    .explain();
  expect(JSON.stringify(plan)).toContain("email_anywhere");
});
