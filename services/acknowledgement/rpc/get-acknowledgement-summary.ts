import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { SummaryGrouping } from "#gen/countersign/acknowledgement/v1/acknowledgement_requests_pb.ts";
import type { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { AcknowledgementContext } from "../context.ts";
import { addCounts, NO_COUNTS, type StatusCounts } from "../store/obligation-counts.ts";
import type { PolicyRow } from "../store/policy-model.ts";

interface Counted {
  readonly policy: PolicyRow;
  readonly materialVersion: number;
  readonly counts: StatusCounts;
  /** By department, as departments are compared. */
  readonly departments: ReadonlyMap<string, StatusCounts>;
}

/** Departments counted apart. */
const MOST_DEPARTMENTS = 1_000;

/** Counts acknowledgements in all and per policy, most overdue policies first, then by title. */
export const getAcknowledgementSummary: Handler<
  AcknowledgementContext,
  (typeof AcknowledgementService)["method"]["getAcknowledgementSummary"]
> = async (context, request, call) => {
  const customerId = customerOf(call);
  const { department } = request;
  const policyIds = [...request.policyIds].sort();
  const filter = { customerId, policyIds, department, materialVersion: request.materialVersion };
  const window = pageWindow(request, filter);
  const now = context.clock.now();
  const policies = await context.policies.list(customerId, policyIds);
  const counted = await Promise.all(
    policies.map(async (policy): Promise<Counted> => {
      const materialVersion = request.materialVersion || policy.materialVersion;
      const departments = await context.counts.ofVersion(
        customerId,
        policy._id,
        materialVersion,
        department,
        now,
      );
      const counts = [...departments.values()].reduce(addCounts, NO_COUNTS);
      return { policy, materialVersion, counts, departments };
    }),
  );
  const after = window.after ? keyAt(window.after) : undefined;
  const listed = counted
    .toSorted((a, b) => compare(keyOf(a), keyOf(b)))
    .filter((one) => !after || compare(keyOf(one), after) > 0);
  const page = toPage(listed.slice(0, window.limit + 1), window, filter, keyOf);
  return {
    total: counted.reduce((sum, { counts }) => addCounts(sum, counts), NO_COUNTS),
    policies: page.items.map(({ policy, materialVersion, counts }) => ({
      policyId: policy._id,
      policyTitle: policy.text.title,
      materialVersion,
      counts,
      revision: BigInt(policy.policyRevision),
    })),
    nextPageToken: page.nextPageToken,
    asOfTime: timestampFromDate(now),
    departments:
      request.groupBy === SummaryGrouping.DEPARTMENT ? await byDepartment(context, customerId, counted) : [],
  };
};

/** The counts of all policies by department, most overdue first, then by name. */
async function byDepartment(
  context: AcknowledgementContext,
  customerId: string,
  counted: readonly Counted[],
) {
  const sums = new Map<string, StatusCounts>();
  for (const [key, counts] of counted.flatMap(({ departments }) => [...departments]))
    sums.set(key, addCounts(sums.get(key) ?? NO_COUNTS, counts));
  const most = [...sums]
    .toSorted(([a, x], [b, y]) => y.overdue - x.overdue || (a < b ? -1 : 1))
    .slice(0, MOST_DEPARTMENTS);
  const names = await context.counts.departmentNames(
    customerId,
    most.map(([key]) => key),
  );
  return most.map(([key, counts]) => ({ department: names.get(key) ?? key, counts }));
}

type Key = readonly [number, string, string];

const keyOf = ({ counts, policy }: Counted): Key => [-counts.overdue, policy.text.title, policy._id];

const keyAt = (parts: readonly (string | number | Date)[]): Key => [
  Number(parts[0]),
  String(parts[1]),
  String(parts[2]),
];

function compare(a: Key, b: Key): number {
  if (a[0] !== b[0]) return a[0] - b[0];
  if (a[1] !== b[1]) return a[1] < b[1] ? -1 : 1;
  return a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0;
}
