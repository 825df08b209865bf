import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { CoverageState } from "#gen/countersign/compliance/v1/coverage_pb.ts";
import { RequirementType } from "#gen/countersign/compliance/v1/framework_pb.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { customerModule } from "../../customer/module.ts";
import { complianceModule } from "../module.ts";
import { frameworkIdOf, requirementIdOf } from "../store/seed-frameworks.ts";
import { Policies } from "./neighbours.ts";
import { published } from "./told.ts";

const policies = new Policies();
let net: Constellation;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule, policies.module, complianceModule] });
});
afterAll(() => net.stop());

const frameworkId = frameworkIdOf("soc2");

test("tells gaps, plans and what is covered, the customer's own requirements included", async () => {
  const { customerId, admin } = await net.createCustomer("Covering");
  const { admin: other } = await net.createCustomer("Uncovered");
  const api = net.client(ComplianceService, admin);
  const map = async (identifier: string) => {
    const value = requirementIdOf("soc2", identifier);
    const target = { case: "requirementId", value } as const;
    const { customerCompliance } = await api.createCustomerCompliance({ target });
    const policyId = net.newId("pol");
    policies.add(customerId, policyId);
    await api.mapPolicy({ customerComplianceId: customerCompliance?.id ?? "", policyId });
    return policyId;
  };
  const inForce = await map("CC1.1");
  await map("CC1.2");
  await net.publish(published({ customerId, policyId: inForce }, net.clock.now()));
  await net.settle();
  await api.createRequirement({
    frameworkId,
    identifier: "X-1",
    title: "Our own",
    type: RequirementType.OTHER,
  });
  const coverage = await api.getFrameworkCoverage({ frameworkId });
  const of = (identifier: string) =>
    coverage.requirements.find((one) => one.requirement?.identifier === identifier);
  expect(of("CC1.1")).toMatchObject({ state: CoverageState.COVERED, policies: [{ policyId: inForce }] });
  expect(of("CC1.2")?.state).toBe(CoverageState.PLANNED);
  expect(of("CC1.3")).toMatchObject({ state: CoverageState.GAP, customerComplianceId: "", policies: [] });
  expect(of("X-1")?.state).toBe(CoverageState.GAP);
  const { requirements, coveredCount, plannedCount, gapCount } = coverage;
  expect([coveredCount, plannedCount, gapCount]).toEqual([1, 1, requirements.length - 2]);
  expect(coverage.framework?.requirementCount).toBe(requirements.length);
  expect(coverage.customerCompliance).toBeUndefined();
  await api.createCustomerCompliance({ target: { case: "frameworkId", value: frameworkId } });
  expect((await api.getFrameworkCoverage({ frameworkId })).customerCompliance?.title).toBe("SOC 2");
  const others = await net.client(ComplianceService, other).getFrameworkCoverage({ frameworkId });
  expect([others.coveredCount, others.plannedCount]).toEqual([0, 0]);
});

test("is refused for employees and for a framework that isn't there", async () => {
  const { customerId, admin } = await net.createCustomer("Refused coverage");
  const employee = net.client(ComplianceService, net.user(customerId, [PermissionRole.EMPLOYEE]));
  expect(await refusal(employee.getFrameworkCoverage({ frameworkId }))).toBe(
    "PermissionDenied ROLE_REQUIRED",
  );
  const unknown = net
    .client(ComplianceService, admin)
    .getFrameworkCoverage({ frameworkId: net.newId("frm") });
  expect(await refusal(unknown)).toBe("NotFound FRAMEWORK_NOT_FOUND");
});
