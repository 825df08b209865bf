import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { customerOf, employeeOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { AcknowledgementContext } from "../context.ts";
import { checkOpenable } from "../domain/lifecycle.ts";
import type { Obligation } from "../domain/obligation.ts";

/** Versions of which change notes are given. */
const MOST_NOTES = 50;

/** Compares the text to sign with the one that the caller signed before. Employees may not ask the policy service. */
export const getChangesSinceLastSigned: Handler<
  AcknowledgementContext,
  (typeof AcknowledgementService)["method"]["getChangesSinceLastSigned"]
> = async (context, request, call) => {
  const customerId = customerOf(call);
  const row = await context.obligations.getOwn(customerId, employeeOf(call), request.acknowledgementId);
  checkOpenable(row);
  const last = await context.obligations.signedBefore(row);
  if (!last) return {};
  const { contextLines } = request;
  const [{ diff }, changeNotes] = await Promise.all([
    context.client(PolicyService).diffPolicyVersions({
      customerId,
      policyVersionId: row.text.policyVersionId,
      basePolicyVersionId: last.text.policyVersionId,
      ...(contextLines === undefined ? {} : { contextLines }),
    }),
    notesBetween(context, row, last),
  ]);
  return {
    lastSignedVersion: last.text.version,
    ...(last.signTime ? { lastSignTime: timestampFromDate(last.signTime) } : {}),
    ...(diff ? { diff } : {}),
    changeNotes,
  };
};

async function notesBetween(
  context: AcknowledgementContext,
  { customerId, policyId, text }: Obligation,
  last: Obligation,
): Promise<string[]> {
  if (text.version <= last.text.version) return [];
  const request = { customerId, policyId, pageSize: 200 };
  const { versions } = await context.client(PolicyService).listPolicyVersions(request);
  return versions
    .filter(({ number, publishTime }) => publishTime && number > last.text.version && number <= text.version)
    .map(({ changeNote }) => changeNote)
    .filter((note) => note !== "")
    .slice(0, MOST_NOTES)
    .reverse();
}
