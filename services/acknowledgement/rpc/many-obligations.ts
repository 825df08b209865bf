import { SkipReason } from "#gen/countersign/acknowledgement/v1/bulk_requests_pb.ts";
import type { Obligation } from "../domain/obligation.ts";

/** Obligations that a call for many is about, and those that it leaves as they are, in the order named. */
export interface Sorted {
  readonly wanted: readonly Obligation[];
  readonly skipped: { readonly acknowledgementId: string; readonly reason: SkipReason }[];
}

/** Parts the obligations named from those that are not there or have a reason to be left as they are. */
export function sorted(
  ids: readonly string[],
  rows: readonly Obligation[],
  reasonOf: (row: Obligation) => SkipReason | undefined,
): Sorted {
  const byId = new Map(rows.map((row) => [row._id, row]));
  const reasons = ids.map((id) => {
    const row = byId.get(id);
    return { row, acknowledgementId: id, reason: row ? reasonOf(row) : SkipReason.NOT_FOUND };
  });
  return {
    wanted: reasons.flatMap(({ row, reason }) => (row && reason === undefined ? [row] : [])),
    skipped: reasons.flatMap(({ acknowledgementId, reason }) =>
      reason === undefined ? [] : [{ acknowledgementId, reason }],
    ),
  };
}
