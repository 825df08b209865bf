import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { DAY_MS } from "../../runtime/clock.ts";
import type { Caller } from "./callers.ts";
import {
  ACCEPTABLE_USE,
  DATA_PROTECTION,
  FOOD_SAFETY,
  INCIDENT_RESPONSE,
  INFORMATION_SECURITY,
} from "./policies.ts";

/** What the customer wants to comply with: the framework's key, the policies that serve it. */
const GOALS: readonly {
  readonly framework: string;
  readonly note: string;
  readonly titles: readonly string[];
}[] = [
  {
    framework: "soc2",
    note: "Two grocery chains ask for the report by the end of the year.",
    titles: [INFORMATION_SECURITY, ACCEPTABLE_USE, INCIDENT_RESPONSE],
  },
  {
    framework: "iso27001",
    note: "Groundwork only; certification is decided next year.",
    titles: [INFORMATION_SECURITY, ACCEPTABLE_USE, DATA_PROTECTION, FOOD_SAFETY],
  },
  {
    framework: "gdpr",
    note: "For the web shop's customers in the European Union.",
    titles: [DATA_PROTECTION],
  },
];

/** The framework with an audit ahead, who audits, and in how many days. */
const AUDIT = { framework: "soc2", auditor: "Harbour & Lane Assurance", inDays: 45 } as const;

/** Tracks the frameworks, maps the policies and schedules the audit; what is there already stays. */
export async function trackCompliance(
  officer: Caller,
  policies: ReadonlyMap<string, Policy>,
  now: Date,
): Promise<void> {
  const compliance = officer.client(ComplianceService);
  const [{ frameworks }, { customerCompliances: known }] = await Promise.all([
    compliance.listFrameworks({}),
    compliance.listCustomerCompliances({}),
  ]);
  for (const { framework: key, note, titles } of GOALS) {
    const frameworkId = frameworks.find((framework) => framework.key === key)?.id;
    if (frameworkId === undefined) throw new Error(`the platform ships no framework ${key}`);
    const target = { case: "frameworkId", value: frameworkId } as const;
    const there =
      known.find((one) => one.target.case === "frameworkId" && one.target.value === frameworkId) ??
      (await compliance.createCustomerCompliance({ target, note })).customerCompliance;
    const customerComplianceId = there?.id ?? "";
    for (const title of titles) {
      const policyId = policies.get(title)?.id ?? "";
      await compliance.mapPolicy({ customerComplianceId, policyId });
    }
    if (key === AUDIT.framework) await schedule(officer, customerComplianceId, now);
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
