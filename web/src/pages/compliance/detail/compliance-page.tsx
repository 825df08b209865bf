import { Box, Button, Stack } from "@mantine/core";
import { IconListCheck, IconPencil } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Requirement } from "#gen/countersign/compliance/v1/framework_pb.ts";
import { isReason } from "../../../app/failure.ts";
import { useParam } from "../../../app/navigation.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { ComplianceBadge } from "../parts/badges.tsx";
import { targetOf, useRequirement } from "../parts/lists.ts";
import { useCompliance } from "../parts/live.ts";
import { MappingScope } from "../parts/mapping.tsx";
import { COMPLIANCE_MANAGERS } from "../who.ts";
import { EditCompliance } from "./edit-compliance.tsx";
import { MappedPolicies } from "./mapped-policies.tsx";
import { Progress } from "./progress.tsx";
import { Requirements } from "./requirements.tsx";

/** How far the company is with one framework or requirement, live. */
export function CompliancePage() {
  const t = useTexts("compliance");
  const mayManage = useMay(COMPLIANCE_MANAGERS);
  const { compliance, error, refetch, isPaused } = useCompliance(useParam("complianceId"));
  const target = compliance ? targetOf(compliance) : undefined;
  const ofFramework = target?.kind === "frameworkId";
  const requirement = useRequirement(target && !ofFramework ? target.id : "");
  const frameworkId = ofFramework ? target.id : (requirement?.frameworkId ?? "");
  const [editing, setEditing] = useState(false);
  if (!compliance) {
    if (error && isReason(error, "CUSTOMER_COMPLIANCE_NOT_FOUND"))
      return <StateBlock page kind="not-found" />;
    if (error) return <StateBlock page kind="error" error={error} onRetry={() => void refetch()} />;
    if (isPaused) return <StateBlock page kind="offline" />;
  }
  return (
    <MappingScope>
      <Box maw="76rem">
        <PageHeader
          title={compliance?.title ?? "…"}
          crumbs={[{ to: "/compliance", text: t("title") }]}
          badge={compliance && <ComplianceBadge status={compliance.status} />}
          text={requirement && nameOf(requirement, compliance?.title ?? "")}
          actions={
            <>
              {mayManage && compliance && (
                <Button
                  variant="default"
                  leftSection={<IconPencil size={16} aria-hidden />}
                  onClick={() => setEditing(true)}
                >
                  {t("edit")}
                </Button>
              )}
              {frameworkId !== "" && (
                <Button
                  variant="default"
                  leftSection={<IconListCheck size={16} aria-hidden />}
                  renderRoot={(props) => <Link to={`/frameworks/${frameworkId}`} {...props} />}
                >
                  {t(ofFramework ? "detail.coverage" : "detail.framework")}
                </Button>
              )}
            </>
          }
        />
        {compliance ? (
          <Stack gap="lg">
            <Progress compliance={compliance} description={requirement?.description ?? ""} />
            <MappedPolicies compliance={compliance} name={requirement?.identifier ?? compliance.title} />
            {ofFramework && <Requirements frameworkId={frameworkId} />}
          </Stack>
        ) : (
          <ListSkeleton rows={4} height={140} />
        )}
        {editing && compliance && (
          <EditCompliance compliance={compliance} onClose={() => setEditing(false)} />
        )}
      </Box>
    </MappingScope>
  );
}

/** What identifies a requirement beside the title: the identifier, and its own title where the customer chose another. */
const nameOf = ({ identifier, title }: Requirement, shown: string): string =>
  title === shown ? identifier : `${identifier} · ${title}`;
