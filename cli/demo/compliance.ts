import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { AuditOutcome } from "#gen/countersign/compliance/v1/scheduled_audit_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { DAY_MS } from "../../runtime/clock.ts";
import { type Caller, LARGEST_PAGE } from "./callers.ts";
import {
  ACCEPTABLE_USE,
  DATA_PROTECTION,
  FOOD_SAFETY,
  INCIDENT_RESPONSE,
  INFORMATION_SECURITY,
} from "./policies.ts";
import { NO_PAST, type Past } from "./time-lapse.ts";

/** A policy by its title, and the requirements, by their identifiers, that it serves. */
type Covered = readonly [title: string, ...identifiers: string[]];

/** What the customer wants to comply with: the framework's key, and the policies that serve it. */
interface Goal {
  readonly framework: string;
  readonly note: string;
  readonly titles: readonly string[];
  /** Requirements with a policy of their own; all others of the framework are gaps to be seen. */
  readonly covered: readonly Covered[];
}

const GOALS: readonly Goal[] = [
  {
    framework: "soc2",
    note: "Two grocery chains ask for the report by the end of the year.",
    titles: [INFORMATION_SECURITY, ACCEPTABLE_USE, INCIDENT_RESPONSE],
    covered: [
      [INFORMATION_SECURITY, "CC2.2", "CC5.3", "CC6.2", "CC6.3", "CC6.8"],
      [ACCEPTABLE_USE, "CC1.1", "CC6.1", "CC6.7"],
      [INCIDENT_RESPONSE, "CC7.3", "CC7.4"],
      [DATA_PROTECTION, "P4.1", "P4.2"],
    ],
  },
  {
    framework: "iso27001",
    note: "Groundwork only; certification is decided next year.",
    titles: [INFORMATION_SECURITY, ACCEPTABLE_USE, DATA_PROTECTION, FOOD_SAFETY],
    covered: [
      [INFORMATION_SECURITY, "A.5.1", "A.5.2", "A.5.4", "A.5.15", "A.5.17"],
      [ACCEPTABLE_USE, "A.5.9", "A.5.10", "A.5.11"],
      [DATA_PROTECTION, "A.5.12", "A.5.13", "A.5.34"],
      [INCIDENT_RESPONSE, "A.5.24", "A.5.26"],
    ],
  },
  {
    framework: "gdpr",
    note: "For the web shop's customers in the European Union.",
    titles: [DATA_PROTECTION],
    covered: [
      [
        DATA_PROTECTION,
        ...["Art. 5(1)", "Art. 5(2)", "Art. 6", "Art. 7", "Art. 12", "Art. 13"],
        ...["Art. 15", "Art. 16", "Art. 17", "Art. 20", "Art. 21", "Art. 30"],
      ],
      [INFORMATION_SECURITY, "Art. 24", "Art. 32"],
    ],
  },
];

/** The audit that lies behind: of what, by whom, when it was planned for and done, in days before the present. */
const EARLIER_AUDIT = {
  framework: "gdpr",
  auditor: "Elena Markovic, internal",
  forDaysAgo: 38,
  doneDaysAgo: 37,
};

/** The framework with an audit ahead, who audits, and in how many days. */
const AUDIT = { framework: "soc2", auditor: "Harbour & Lane Assurance", inDays: 45 } as const;

/** Tracks the frameworks, maps the policies and schedules the audit; what is there already stays. */
export async function trackCompliance(
  officer: Caller,
  policies: ReadonlyMap<string, Policy>,
  now: Date,
): Promise<void> {
  for (const goal of GOALS) {
    const customerComplianceId = await pursue(officer, goal, policies);
    if (goal.framework === AUDIT.framework) await schedule(officer, customerComplianceId, now);
  }
}

/** Tracks the framework whose audit lies behind, and has it audited; only where the past can still be told. */
export async function passEarlierAudit(
  officer: Caller,
  policies: ReadonlyMap<string, Policy>,
  past: Past,
  now: Date,
): Promise<void> {
  const compliance = officer.client(ComplianceService);
  const goal = GOALS.find(({ framework }) => framework === EARLIER_AUDIT.framework);
  if (past === NO_PAST || !goal) return;
  const customerComplianceId = await pursue(officer, goal, policies);
  const scheduledTime = timestampFromDate(new Date(now.getTime() - EARLIER_AUDIT.forDaysAgo * DAY_MS));
  const { auditor } = EARLIER_AUDIT;
  const { audit } = await compliance.scheduleAudit({ customerComplianceId, scheduledTime, auditor });
  past.to(EARLIER_AUDIT.doneDaysAgo);
  const notes = "Processing register complete; consent texts of the web shop checked.";
  const outcome = AuditOutcome.PASSED;
  await compliance.completeAudit({ auditId: audit?.id ?? "", outcome, notes });
}

async function pursue(
  officer: Caller,
  { framework: key, note, titles, covered }: Goal,
  policies: ReadonlyMap<string, Policy>,
): Promise<string> {
  const compliance = officer.client(ComplianceService);
  const [{ frameworks }, { customerCompliances: known }] = await Promise.all([
    compliance.listFrameworks({}),
    compliance.listCustomerCompliances({ pageSize: LARGEST_PAGE }),
  ]);
  const frameworkId = frameworks.find((framework) => framework.key === key)?.id;
  if (frameworkId === undefined) throw new Error(`the platform ships no framework ${key}`);
  const target = { case: "frameworkId", value: frameworkId } as const;
  const there =
    known.find((one) => one.target.case === "frameworkId" && one.target.value === frameworkId) ??
    (await compliance.createCustomerCompliance({ target, note })).customerCompliance;
  const customerComplianceId = there?.id ?? "";
  const mapped = new Set(there?.policies.map(({ policyId }) => policyId));
  for (const title of titles) {
    const policyId = policies.get(title)?.id ?? "";
    if (!mapped.has(policyId)) await compliance.mapPolicy({ customerComplianceId, policyId });
  }
  await coverRequirements(officer, frameworkId, covered, policies);
  return customerComplianceId;
}

/** Maps policies to single requirements of the framework; what has one already stays. */
async function coverRequirements(
  officer: Caller,
  frameworkId: string,
  covered: readonly Covered[],
  policies: ReadonlyMap<string, Policy>,
): Promise<void> {
  const compliance = officer.client(ComplianceService);
  const { requirements } = await compliance.getFrameworkCoverage({ frameworkId });
  for (const { requirement, customerComplianceId, policies: mapped } of requirements) {
    const [title] = covered.find(([, ...wanted]) => wanted.includes(requirement?.identifier ?? "")) ?? [];
    const policyId = policies.get(title ?? "")?.id;
    if (!requirement || policyId === undefined || mapped.length > 0) continue;
    const target = { case: "requirementId", value: requirement.id } as const;
    const id =
      customerComplianceId ||
      ((await compliance.createCustomerCompliance({ target })).customerCompliance?.id ?? "");
    await compliance.mapPolicy({ customerComplianceId: id, policyId });
  }
}

async function schedule(officer: Caller, customerComplianceId: string, now: Date): Promise<void> {
  const compliance = officer.client(ComplianceService);
  const { audits } = await compliance.listAudits({ customerComplianceId });
  if (audits.length > 0) return;
  await compliance.scheduleAudit({
    customerComplianceId,
    scheduledTime: timestampFromDate(new Date(now.getTime() + AUDIT.inDays * DAY_MS)),
    auditor: AUDIT.auditor,
    notes: "Type I, at the head office; interviews with IT and People & Culture.",
  });
}
