import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { AcknowledgementType } from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { AuditStatus, ComplianceStatus } from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { EmployeeStatus } from "#gen/countersign/employee/v1/employee_pb.ts";
import { PolicyConfigurationState } from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import { PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { DAY_MS } from "../../runtime/clock.ts";
import { outboxModel } from "../../runtime/events/outbox.ts";
import { Constellation } from "../../runtime/testing/constellation.ts";
import { until } from "../../runtime/testing/until.ts";
import { MODULES } from "../../services/modules.ts";
import { DEMO_PASSWORD, DEMO_USERS } from "./accounts.ts";
import { asPlatform, type Caller, signIn } from "./callers.ts";
import { policiesByTitle } from "./desk.ts";
import { customersPresent } from "./foundation.ts";
import { loadDemo } from "./load.ts";
import { DEMO_PEOPLE } from "./people.ts";
import { ACCEPTABLE_USE, DATA_PROTECTION, FOOD_SAFETY, INFORMATION_SECURITY } from "./policies.ts";
import { employeesByEmail } from "./staff.ts";
import { NO_PAST } from "./time-lapse.ts";

const MOST_MS = 100_000;
jest.setTimeout(MOST_MS); // some eighty passwords and signatures, on a busy machine

let net: Constellation;
let officer: Caller;

const load = (signal = new AbortController().signal) =>
  loadDemo(net.running, net, { knownOperator: true, signal, report: () => {}, past: NO_PAST });

const countsOf = async (title: string) => {
  const { policies } = await officer.client(AcknowledgementService).getAcknowledgementSummary({});
  return policies.find((policy) => policy.policyTitle === title)?.counts;
};

const signedByNow = async (): Promise<number> => {
  const presence = await customersPresent(net.running.transports);
  if (presence.kind !== "there") return 0;
  const acknowledgements = asPlatform(net.running.transports, AcknowledgementService);
  const { customerId } = presence;
  return (await acknowledgements.getAcknowledgementSummary({ customerId })).total?.acknowledged ?? 0;
};

const people = (...diligence: string[]) =>
  DEMO_PEOPLE.filter((person) => diligence.includes(person.diligence));

/** Loads, is interrupted in the middle of the signing, and goes on. */
beforeAll(async () => {
  net = await Constellation.start({ modules: MODULES });
  const stopping = new AbortController();
  const { rest } = await load(stopping.signal);
  const interrupted = rest.catch(() => undefined);
  await until(async () => (await signedByNow()) > 20, MOST_MS);
  stopping.abort();
  await interrupted;
  await (await load()).rest;
  await net.settle();
  officer = await signIn(net.running.transports, DEMO_USERS.officer.email, DEMO_PASSWORD);
});

afterAll(() => net.stop());

test("sixty people are there, some on leave, some gone, each with a manager", async () => {
  const everybody = [...(await employeesByEmail(officer)).values()];
  const having = (status: EmployeeStatus) => everybody.filter((one) => one.status === status).length;
  expect(everybody).toHaveLength(60);
  expect(having(EmployeeStatus.ON_LEAVE)).toBe(4);
  expect(having(EmployeeStatus.INACTIVE)).toBe(3);
  expect(everybody.filter((one) => one.managerId === "").map((one) => one.name)).toEqual([
    "Helen Castellanos",
  ]);
});

test("each printed account signs in", async () => {
  const { accounts } = await load();
  expect(accounts).toHaveLength(8);
  for (const { email, password } of accounts) await signIn(net.running.transports, email, password);
});

test("the eight policies are in all states, one of them in its second version", async () => {
  const policies = [...(await policiesByTitle(officer)).values()];
  const inState = (status: PolicyStatus) => policies.filter((policy) => policy.status === status);
  const open = inState(PolicyStatus.DRAFT).map((policy) => policy.openVersionState);
  expect(inState(PolicyStatus.PUBLISHED)).toHaveLength(4);
  expect(inState(PolicyStatus.ARCHIVED)).toHaveLength(1);
  expect(open.sort()).toEqual([
    PolicyVersionState.DRAFT,
    PolicyVersionState.IN_REVIEW,
    PolicyVersionState.APPROVED,
  ]);
  const security = policies.find((policy) => policy.title === INFORMATION_SECURITY);
  const { versions } = await officer
    .client(PolicyService)
    .listPolicyVersions({ policyId: security?.id ?? "" });
  expect(versions.map((version) => version.state)).toEqual([
    PolicyVersionState.PUBLISHED,
    PolicyVersionState.SUPERSEDED,
  ]);
  expect(versions.map((version) => version.approvals.length)).toEqual([2, 2]);
});

test("one configuration waits for a decision and two are active", async () => {
  const { configurations } = await officer.client(PolicyService).listPolicyConfigurations({});
  const states = configurations.map((configuration) => configuration.state).sort();
  expect(states).toEqual([
    PolicyConfigurationState.PENDING,
    PolicyConfigurationState.ACTIVE,
    PolicyConfigurationState.ACTIVE,
  ]);
});

test("people have signed as thoroughly as they are", async () => {
  const fromFoodDepartments = ({ department }: { department: string }): boolean =>
    ["Production", "Quality", "Logistics"].includes(department);
  expect(await countsOf(ACCEPTABLE_USE)).toMatchObject({
    acknowledged: people("all", "most", "some").length,
    cancelled: 3,
    paused: 4,
  });
  expect(await countsOf(INFORMATION_SECURITY)).toMatchObject({ acknowledged: people("all").length });
  expect(await countsOf(FOOD_SAFETY)).toMatchObject({
    acknowledged: people("all", "most").filter(fromFoodDepartments).length,
  });
  expect(await countsOf(DATA_PROTECTION)).toMatchObject({ acknowledged: 11, pending: 0 });
});

test("new people have obligations counted from their first day, and one is asked by hand", async () => {
  const { acknowledgements } = await officer.client(AcknowledgementService).listAcknowledgements({
    types: [AcknowledgementType.NEW_JOINER, AcknowledgementType.MANUAL],
    pageSize: 200,
  });
  const ofType = (type: AcknowledgementType) => acknowledgements.filter((one) => one.type === type);
  expect(new Set(ofType(AcknowledgementType.NEW_JOINER).map((one) => one.employeeName)).size).toBe(7);
  expect(ofType(AcknowledgementType.MANUAL).map((one) => one.policyTitle)).toEqual([FOOD_SAFETY]);
});

test("compliance follows from the signatures, and an audit is ahead", async () => {
  const compliance = officer.client(ComplianceService);
  const { customerCompliances } = await compliance.listCustomerCompliances({ pageSize: 200 });
  const frameworks = customerCompliances.filter(({ target }) => target.case === "frameworkId");
  const [gdpr, ...others] = frameworks.toSorted((a, b) => b.percentage - a.percentage);
  expect(frameworks).toHaveLength(3);
  for (const { target } of frameworks) {
    const coverage = await compliance.getFrameworkCoverage({ frameworkId: String(target.value) });
    expect(coverage.coveredCount).toBeGreaterThanOrEqual(10);
    expect(coverage.gapCount).toBeGreaterThanOrEqual(10);
  }
  expect(gdpr).toMatchObject({ percentage: 100, status: ComplianceStatus.COMPLETED });
  for (const { status, percentage } of others) {
    expect(status).toBe(ComplianceStatus.IN_PROGRESS);
    expect(percentage).toBeGreaterThan(20);
    expect(percentage).toBeLessThan(80);
  }
  const audited = others.filter((one) => one.auditStatus === AuditStatus.SCHEDULED);
  expect(audited).toHaveLength(1);
});

test("a further load changes nothing", async () => {
  const eventsSoFar = () =>
    Promise.all(MODULES.map(({ name }) => outboxModel(net.database(name)).countDocuments()));
  const before = await eventsSoFar();
  await (await load()).rest;
  await net.settle();
  expect(await eventsSoFar()).toEqual(before);
});

test("weeks later the first obligations are overdue", async () => {
  expect(await countsOf(FOOD_SAFETY)).toMatchObject({ overdue: 0 });
  await net.advance(23 * DAY_MS);
  officer = await signIn(net.running.transports, DEMO_USERS.officer.email, DEMO_PASSWORD);
  const counts = await countsOf(FOOD_SAFETY);
  expect(counts?.overdue).toBeGreaterThan(10);
});
