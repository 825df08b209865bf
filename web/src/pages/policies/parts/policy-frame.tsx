import { Group } from "@mantine/core";
import { IconAdjustments, IconHistory, IconLayoutDashboard, IconPencil } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { type Policy, PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { isReason } from "../../../app/failure.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { Subpages } from "../../../components/subpages.tsx";
import { POLICY_WRITERS } from "../who.ts";
import { PolicyBadges } from "./policy-state.tsx";
import type { PolicyQuery } from "./use-policy.ts";

/** What all pages of one policy have in common: its name and state, and the way to the others. */
export function PolicyFrame({
  query,
  actions,
  text,
  children,
}: {
  readonly query: PolicyQuery;
  readonly actions?: ReactNode;
  readonly text?: ReactNode;
  readonly children: (policy: Policy) => ReactNode;
}) {
  const t = useTexts("policies");
  const { policy, error, isPaused, refetch } = query;
  if (!policy) {
    if (isReason(error, "POLICY_NOT_FOUND")) return <StateBlock page kind="not-found" />;
    if (error) return <StateBlock page kind="error" error={error} onRetry={() => void refetch()} />;
    if (isPaused) return <StateBlock page kind="offline" />;
  }
  return (
    <>
      <PageHeader
        title={policy?.title ?? "…"}
        crumbs={[{ to: "/policies", text: t("nav.policies") }]}
        badge={
          policy && (
            <Group gap={6}>
              <PolicyBadges policy={policy} />
            </Group>
          )
        }
        text={text}
        actions={actions}
      />
      {policy && <PolicyPages policy={policy} />}
      {policy ? children(policy) : <ListSkeleton rows={4} height={110} />}
    </>
  );
}

function PolicyPages({ policy }: { readonly policy: Policy }) {
  const t = useTexts("policies");
  const mayWrite = useMay(POLICY_WRITERS) && policy.status !== PolicyStatus.ARCHIVED;
  const icon = { size: 16, "aria-hidden": true } as const;
  const base = `/policies/${policy.id}`;
  return (
    <Subpages
      label={t("pages.label")}
      pages={[
        { to: base, text: t("pages.overview"), icon: <IconLayoutDashboard {...icon} /> },
        ...(mayWrite ? [{ to: `${base}/edit`, text: t("pages.edit"), icon: <IconPencil {...icon} /> }] : []),
        { to: `${base}/versions`, text: t("pages.versions"), icon: <IconHistory {...icon} /> },
        {
          to: `${base}/configurations`,
          text: t("pages.configurations"),
          icon: <IconAdjustments {...icon} />,
        },
      ]}
    />
  );
}
