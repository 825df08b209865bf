import { useMemo } from "react";
import type { AwaitedDecision } from "#gen/countersign/policy/v1/awaited_decision_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import type { PolicyVersion } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { useList } from "../../../app/list.ts";
import { useMay, useMe } from "../../../app/session.tsx";
import { DECIDERS } from "../area.ts";
import { useDecided } from "./decided.ts";

/** What a decision on a version is kept under: each round is a matter of its own. */
export const versionKey = ({ id, approvalRound }: PolicyVersion): string => `${id}#${approvalRound}`;

/** What tells one matter from another. */
export function awaitedKey({ subject }: AwaitedDecision): string {
  if (subject.case === "version") return versionKey(subject.value);
  return subject.case === "configuration" ? subject.value.id : "";
}

/** Where one decides on a matter. */
export function awaitedPath({ policy, subject }: AwaitedDecision): string {
  const path = `/policies/${policy?.id ?? ""}/review`;
  return subject.case === "configuration" ? `${path}?configuration=${subject.value.id}` : path;
}

/** What waits for the reader's decision, without what was decided a moment ago. */
export function useAwaited() {
  const may = useMay(DECIDERS);
  const isOperator = useMe().user.customerId === "";
  const list = useList(
    PolicyService.method.listAwaitedDecisions,
    { pageSize: 200 },
    (page) => page.decisions,
    { enabled: may && !isOperator },
  );
  const decided = useDecided();
  const rows = useMemo(() => list.rows.filter((one) => !decided.has(awaitedKey(one))), [list.rows, decided]);
  return { ...list, rows, applies: may && !isOperator };
}

/** The matter after one of them, else the first other one; undefined: nothing else waits. */
export function nextAfter(rows: readonly AwaitedDecision[], key: string): AwaitedDecision | undefined {
  const at = rows.findIndex((one) => awaitedKey(one) === key);
  const others = rows.filter((_, i) => i !== at);
  return others[at < 0 ? 0 : at % Math.max(1, others.length)];
}
