import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { useQuery } from "@connectrpc/connect-query";
import { IconCalendarEvent, IconChecklist, IconPencil, IconRocket } from "@tabler/icons-react";
import { useMemo } from "react";
import { type Policy, PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { useMay, useMe } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { DECIDERS, PUBLISHERS, WRITERS } from "../../publishing/area.ts";
import { atMost, LIVE, SOME } from "./live.ts";
import type { Task, TaskLink } from "./task.tsx";

const { method } = PolicyService;
const REVIEW_AHEAD_MS = 30 * 86_400_000;
const NAMED = 3;

/** What policies want of the reader: decisions, drafts to finish, versions to publish, reviews. Undefined: not known yet. */
export function usePolicyTasks(): readonly (readonly Task[] | undefined)[] {
  const t = useTexts("home");
  const me = useMe();
  const decides = useMay(DECIDERS);
  const writes = useMay(WRITERS);
  const publishes = useMay(PUBLISHERS);
  const soon = useMemo(
    () => timestampFromMs(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + REVIEW_AHEAD_MS),
    [],
  );
  const mine = { ownerUserId: me.user.id, pageSize: SOME };
  const decisions = useQuery(
    method.listAwaitedDecisions,
    { pageSize: SOME },
    { ...LIVE, enabled: decides },
  ).data;
  const drafts = useQuery(
    method.listPolicies,
    { ...mine, openVersionStates: [PolicyVersionState.DRAFT] },
    { ...LIVE, enabled: writes },
  ).data;
  const approved = useQuery(
    method.listPolicies,
    { pageSize: SOME, openVersionStates: [PolicyVersionState.APPROVED] },
    { ...LIVE, enabled: publishes },
  ).data;
  const reviews = useQuery(
    method.listPolicies,
    { pageSize: SOME, statuses: [PolicyStatus.PUBLISHED], reviewDueBefore: soon },
    { ...LIVE, enabled: writes },
  ).data;
  const task = (
    key: string,
    icon: Task["icon"],
    page: { readonly policies: readonly Policy[]; readonly nextPageToken: string } | undefined,
    to: string,
    search: Readonly<Record<string, string>>,
    leads: (id: string) => string,
  ): readonly Task[] | undefined => {
    if (!page) return undefined;
    const links: TaskLink[] = page.policies
      .slice(0, NAMED)
      .map(({ id, title }) => ({ to: leads(id), text: title }));
    return page.policies.length === 0
      ? []
      : [
          {
            key,
            icon,
            count: atMost(page.policies.length, page.nextPageToken),
            text: t(`todo.${key}`, { count: page.policies.length }),
            to,
            search,
            links,
          },
        ];
  };
  const waiting = decisions?.decisions ?? [];
  return [
    decides
      ? decisions &&
        (waiting.length === 0
          ? []
          : [
              {
                key: "decisions",
                icon: <IconChecklist size={18} stroke={1.7} aria-hidden />,
                count: atMost(waiting.length, decisions.nextPageToken),
                text: t("todo.decisions", { count: waiting.length }),
                to: "/approvals",
                tone: "warning" as const,
              },
            ])
      : [],
    writes
      ? task(
          "reviews",
          <IconCalendarEvent size={18} stroke={1.7} aria-hidden />,
          reviews,
          "/policies",
          { state: "REVIEW_DUE" },
          (id) => `/policies/${id}`,
        )
      : [],
    publishes
      ? task(
          "approved",
          <IconRocket size={18} stroke={1.7} aria-hidden />,
          approved,
          "/policies",
          { state: "APPROVED" },
          (id) => `/policies/${id}/publish`,
        )
      : [],
    writes
      ? task(
          "drafts",
          <IconPencil size={18} stroke={1.7} aria-hidden />,
          drafts,
          "/policies",
          { state: "DRAFT", owner: me.user.id },
          (id) => `/policies/${id}/edit`,
        )
      : [],
  ];
}

const HOUR_MS = 3_600_000;
