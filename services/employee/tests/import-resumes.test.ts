import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { EmployeeImportState as State } from "#gen/countersign/employee/v1/employee_import_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { customerModule } from "../../customer/module.ts";
import { importEmployees } from "../jobs/import-employees.ts";
import { stepwise } from "./stepwise.ts";

const driven = stepwise();
let net: Constellation;
beforeAll(async () => {
  // The clock of the machine: the database removes published events that are 30 days old by it.
  net = await Constellation.start({ modules: [customerModule, driven.module], startAt: new Date() });
});
afterAll(() => net.stop());

class Crash extends Error {}

/** What befalls a step: nothing, the process dies before or after its commit, or another replica takes the step too. */
type Fate = "well" | "dies before" | "dies after" | "rival" | "edit";

test("however often the process dies, every row takes effect once", async () => {
  const fates = fc.array(fc.constantFrom<Fate>("well", "dies before", "dies after", "rival", "edit"), {
    minLength: 4,
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(fates, fc.boolean(), async (all, validateOnly) => {
      const { customerId } = await net.createCustomer(`Import ${net.newId("run")}`);
      const hr = net.client(EmployeeService, net.user(customerId, [PermissionRole.HR]));
      await hr.createEmployee({ employee: { name: "Old", email: "old@example.com" } });
      const { employee } = await hr.createEmployee({ employee: { name: "P 3", email: "p3@example.com" } });
      const rows = Array.from({ length: 1_100 }, (_, index) => `P ${index},p${index}@example.com`);
      const csv = Buffer.from(["name,email", ...rows, "Twice,p7@example.com"].join("\n"));
      const { employeeImport } = await hr.importEmployees({ csv, validateOnly });
      let worker = importEmployees(driven.context());
      const step = async (fate: Fate): Promise<void> => {
        driven.beforeCommit = async () => {
          driven.beforeCommit = async () => undefined;
          if (fate === "dies before") throw new Crash();
          if (fate === "rival") await importEmployees(driven.context()).step();
          if (fate === "edit")
            await hr.updateEmployee({
              employee: { id: employee?.id ?? "", location: `At ${net.newId("loc")}` },
            });
        };
        await worker.step().catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
        });
        driven.beforeCommit = async () => undefined;
        if (fate !== "well") worker = importEmployees(driven.context());
      };
      for (const fate of all) await step(fate);
      while (await worker.step());
      const result = (await hr.getEmployeeImport({ employeeImportId: employeeImport?.id ?? "" }))
        .employeeImport;
      expect(result).toMatchObject({
        state: State.COMPLETED,
        totalRows: 1_101,
        processedRows: 1_101,
        createdCount: 1_099,
        unchangedCount: 1,
        failedCount: 1,
      });
      expect(result?.errors).toHaveLength(1);
      const created = validateOnly ? 2 : 1_101;
      expect((await hr.previewAudience({})).employeeCount).toBe(created);
      expect((await hr.previewAudience({})).matchedCount).toBe(created);
      const events = (await net.eventsOf("employee")).filter((row) => row.customerId === customerId);
      const count = (type: string) => events.filter((row) => row.type.endsWith(type)).length;
      expect(count("EmployeeCreated")).toBe(created);
      expect(count("EmployeeImportFinished")).toBe(validateOnly ? 0 : 1);
    }),
    { numRuns: 8, endOnFailure: true },
  );
}, 240_000);
