import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { DEMO_DOMAIN, emailOf } from "./people.ts";

/** An account of the demo to sign in with. */
export interface DemoAccount {
  readonly title: string;
  readonly email: string;
  readonly password: string;
}

/** A demo account with what it may do. */
export interface DemoUser {
  readonly title: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly PermissionRole[];
  /** Whether the user is one of the people. */
  readonly employed: boolean;
}

/** The password of every demo account. It is public: the demo is for a platform that only its own machine reaches. */
export const DEMO_PASSWORD = "Sourdough rises at dawn";

/** The address of the demo's platform operator. */
export const OPERATOR_EMAIL = "operator@countersign.example";

const { CUSTOMER_ADMIN, COMPLIANCE_OFFICER, APPROVER, HR, EXECUTIVE, AUDITOR, EMPLOYEE } = PermissionRole;

const employed = (title: string, name: string, ...roles: PermissionRole[]): DemoUser => ({
  title,
  name,
  email: emailOf(name),
  roles,
  employed: true,
});

/** The demo customer's accounts, one for each kind of user. */
export const DEMO_USERS = {
  administrator: employed("Administrator", "Priya Raman", CUSTOMER_ADMIN, EMPLOYEE),
  officer: employed("Compliance officer", "Marta Okafor", COMPLIANCE_OFFICER, EMPLOYEE),
  approver: employed("Approver", "Daniel Brandt", APPROVER, EMPLOYEE),
  hr: employed("HR", "Sofia Lind", HR, EMPLOYEE),
  executive: employed("Executive", "Helen Castellanos", EXECUTIVE, EMPLOYEE),
  auditor: {
    title: "Auditor",
    name: "Ines Moreau",
    email: `auditor@${DEMO_DOMAIN}`,
    roles: [AUDITOR],
    employed: false,
  },
  employee: employed("Employee", "Tom Baptiste", EMPLOYEE),
} as const satisfies Readonly<Record<string, DemoUser>>;

/** The accounts as they are printed. The operator is left out where the demo has no known one. */
export function demoAccounts(withOperator: boolean): readonly DemoAccount[] {
  const operator = { title: "Platform operator", email: OPERATOR_EMAIL, password: DEMO_PASSWORD };
  const users = Object.values(DEMO_USERS).map(({ title, email }) => ({
    title,
    email,
    password: DEMO_PASSWORD,
  }));
  return withOperator ? [operator, ...users] : users;
}
