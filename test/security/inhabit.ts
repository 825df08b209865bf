import { toJsonString } from "@bufbuild/protobuf";
import { ConnectError } from "@connectrpc/connect";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { accessOf } from "../../runtime/rpc/access.ts";
import type { Constellation } from "../../runtime/testing/constellation.ts";
import type { TestUser } from "../../runtime/testing/test-tokens.ts";
import { CLIENT } from "../../services/identity/tests/sso/test-provider.ts";
import { callOnce } from "./call-once.ts";
import { METHODS } from "./contract.ts";
import { idsOf } from "./stored-ids.ts";
import { unknownId } from "./unknown-id.ts";
import { validRequest } from "./valid-request.ts";

/** The password of every user here. */
export const PASSWORD = "violet-harbour-42";

/** Roles that a user of a customer can have. */
export const CUSTOMER_ROLES: readonly PermissionRole[] = [
  PermissionRole.CUSTOMER_ADMIN,
  PermissionRole.COMPLIANCE_OFFICER,
  PermissionRole.APPROVER,
  PermissionRole.HR,
  PermissionRole.EXECUTIVE,
  PermissionRole.AUDITOR,
  PermissionRole.EMPLOYEE,
];

/**
 * Fills a new customer with one of everything: a told story first (people, a published and signed policy, compliance),
 * then whatever the contract's other creating methods make when called with generated requests, so that a method that is
 * added tomorrow finds its ids here. `name` stands in every text. Gives somebody with all roles.
 */
export async function inhabit(
  net: Constellation,
  customerId: string,
  name: string,
  issuer: string,
): Promise<TestUser> {
  const everybody = await tellStory(net, customerId, name, issuer);
  await net.settle();
  await callCreators(net, everybody, name);
  await net.settle();
  await callCreators(net, everybody, `${name}2`);
  await net.settle();
  return everybody;
}

async function tellStory(
  net: Constellation,
  customerId: string,
  name: string,
  issuer: string,
): Promise<TestUser> {
  const admin = net.user(customerId, [PermissionRole.CUSTOMER_ADMIN]);
  const domain = `${name.toLowerCase()}.example`;
  const { employee } = await net.client(EmployeeService, admin).createEmployee({
    employee: { name: `${name} Everybody`, email: `everybody@${domain}`, department: name, roles: [name] },
  });
  const employeeId = employee?.id ?? "";
  const real = async (
    email: string,
    roles: readonly PermissionRole[],
    employeeId = "",
  ): Promise<TestUser> => {
    const { user } = await net.client(IdentityService, admin).createUser({
      user: { email, displayName: `${name} ${email}`, roles: [...roles], employeeId },
      password: PASSWORD,
    });
    return net.user(customerId, roles, { userId: user?.id ?? "", employeeId, email, name: `${name} user` });
  };
  const everybody = await real(`everybody@${domain}`, CUSTOMER_ROLES, employeeId);
  const approver = await real(`approver@${domain}`, [PermissionRole.APPROVER]);
  await net.client(IdentityService).createSession({ email: everybody.email, password: PASSWORD });
  await net.client(IdentityService).requestPasswordReset({ email: everybody.email });
  await net.client(IdentityService, admin).inviteUser({
    user: { email: `invited@${domain}`, displayName: name, roles: [PermissionRole.EMPLOYEE] },
  });
  await net.client(IdentityService, admin).createIdentityProvider({
    identityProvider: { name, issuer, ...CLIENT, createUsers: true, enabled: true },
  });
  await net.settle();

  const policies = net.client(PolicyService, everybody);
  const { template } = await policies.createTemplate({
    title: `${name} template`,
    contentMarkdown: `# ${name}`,
  });
  const { policy } = await policies.createPolicy({ templateId: template?.id ?? "", title: `${name} policy` });
  const policyId = policy?.id ?? "";
  const { version } = await policies.submitForApproval({ policyId });
  const contentSha256 = version?.contentSha256 ?? "";
  await net.client(PolicyService, approver).approvePolicy({ policyId, contentSha256 });
  await policies.publishPolicy({ policyId });
  await policies.createPolicy({ title: `${name} draft`, contentMarkdown: `# ${name} draft` });
  await net.settle();

  const acknowledgements = net.client(AcknowledgementService, everybody);
  const mine = await acknowledgements.listMyAcknowledgements({});
  const acknowledgementId = mine.acknowledgements[0]?.id ?? "";
  const opened = await acknowledgements.openAcknowledgement({ acknowledgementId });
  await acknowledgements.acknowledge({
    acknowledgementId,
    typedName: name,
    contentSha256: opened.contentSha256,
  });

  const compliance = net.client(ComplianceService, everybody);
  const frameworkId = (await compliance.listFrameworks({})).frameworks[0]?.id ?? "";
  const { customerCompliance } = await compliance.createCustomerCompliance({
    target: { case: "frameworkId", value: frameworkId },
    note: name,
  });
  await compliance.mapPolicy({ customerComplianceId: customerCompliance?.id ?? "", policyId });
  return everybody;
}

/** Verbs that make nothing new, or end something. */
const NOT_CREATING =
  /^(Get|List|Watch|Preview|Search|Diff|Export|Delete|Archive|Deactivate|Revoke|Cancel|Undelete|Reject|Remove|Disable|Unmap|Reset|Finish|Refresh)/;

/** Frameworks are the platform's, the same for all customers: nobody has foreign ones. */
export const PLATFORM_OWNED = "frm";

async function callCreators(net: Constellation, by: TestUser, salt: string): Promise<void> {
  const { customerId } = by;
  const { frameworks } = await net.client(ComplianceService, by).listFrameworks({});
  const frameworkId = frameworks[0]?.id ?? "";
  const stored = await idsOf(
    net.running.services.map((service) => service.database),
    customerId,
  );
  const known = new Map([...stored].map(([prefix, [id = ""]]) => [prefix, id]));
  known.set(PLATFORM_OWNED, frameworkId);
  for (const method of METHODS) {
    if (NOT_CREATING.test(method.name) || accessOf(method).case === "internal") continue;
    const request = validRequest(method.input, {
      id: (prefix) => known.get(prefix) ?? unknownId(prefix),
      now: net.clock.now(),
      salt: salt.toLowerCase(),
    });
    if (!request) continue;
    const headers = { authorization: `Bearer ${await net.token(by)}` };
    try {
      const transport = net.running.transports.to(method.parent, "gateway");
      const made = await callOnce(transport, method, request, headers);
      const told = made ? toJsonString(method.output, made) : "";
      for (const [, id = "", prefix = ""] of told.matchAll(/"id":"(([a-z]{3})_[0-9a-z]{26})"/g))
        if (!known.has(prefix)) known.set(prefix, id);
    } catch (error) {
      // Not everything is allowed in every state; what must exist is checked by whoever needs it.
      if (!(error instanceof ConnectError)) throw error;
    }
  }
}
