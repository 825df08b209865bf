import { Button, Group, Stack } from "@mantine/core";
import { IconArchive, IconFilePlus, IconPencil } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { type Template, TemplateStatus } from "#gen/countersign/policy/v1/template_pb.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useParam, useUrlState } from "../../../app/navigation.ts";
import { useMay, useMe } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { ConfirmDialog } from "../../../components/confirm-dialog.tsx";
import { PageHeader } from "../../../components/page-header.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { useTemplate } from "../parts/use-template.ts";
import classes from "../policies.module.css";
import { POLICY_WRITERS, TEMPLATE_WRITERS } from "../who.ts";
import { TemplateText } from "./template-text.tsx";
import { TemplateVersions } from "./template-versions.tsx";
import { WriteTemplate } from "./write-template.tsx";

/** One template: its text in each version, and what to do with it. */
export function TemplatePage() {
  const t = useTexts("policies");
  const templateId = useParam("templateId");
  const { template, isPending, error, refetch } = useTemplate(templateId);
  const [search, change] = useUrlState();
  const mayManage = useMayManage(template);
  if (!template) {
    if (error) return <StateBlock page kind="error" error={error} onRetry={() => void refetch()} />;
    return isPending ? <ListSkeleton rows={4} height={120} /> : <StateBlock page kind="not-found" />;
  }
  if (search.edit && mayManage)
    return <WriteTemplate template={template} onClose={() => change({ edit: "" })} />;
  const number = Number(search.version) || template.latestVersion;
  return (
    <>
      <PageHeader
        title={template.title}
        crumbs={[{ to: "/templates", text: t("nav.templates") }]}
        text={template.summary}
        badge={
          <Group gap={6}>
            <StatusBadge tone={template.customerId === "" ? "neutral" : "active"}>
              {t(template.customerId === "" ? "templates.platform" : "templates.own")}
            </StatusBadge>
            {template.status === TemplateStatus.ARCHIVED && (
              <StatusBadge tone="warning">{t("templates.withdrawn")}</StatusBadge>
            )}
          </Group>
        }
        actions={<TemplateActions template={template} mayManage={mayManage} />}
      />
      <div className={classes.columns}>
        <TemplateText template={template} number={number} compare={Number(search.compare) || 0} />
        <Stack gap="lg">
          <TemplateVersions template={template} number={number} />
        </Stack>
      </div>
    </>
  );
}

/** Operators write the platform's templates, others their company's. */
function useMayManage(template: Template | undefined): boolean {
  const mayWrite = useMay(TEMPLATE_WRITERS);
  const { user } = useMe();
  if (!template || !mayWrite || template.status === TemplateStatus.ARCHIVED) return false;
  return template.customerId !== "" || user.customerId === "";
}

function TemplateActions({
  template,
  mayManage,
}: {
  readonly template: Template;
  readonly mayManage: boolean;
}) {
  const t = useTexts("policies");
  const policies = useClient(PolicyService);
  const fresh = useFresh();
  const [, change] = useUrlState();
  const [asking, setAsking] = useState(false);
  const mayUse = useMay(POLICY_WRITERS) && template.status === TemplateStatus.ACTIVE;
  return (
    <>
      {mayManage && (
        <>
          <Button
            variant="default"
            leftSection={<IconArchive size={16} aria-hidden />}
            onClick={() => setAsking(true)}
          >
            {t("templates.withdraw")}
          </Button>
          <Button
            variant="default"
            leftSection={<IconPencil size={16} aria-hidden />}
            onClick={() => change({ edit: "1" })}
          >
            {t("templates.newVersion")}
          </Button>
        </>
      )}
      {mayUse && (
        <Button
          component={Link}
          to={`/policies/new?template=${template.id}`}
          leftSection={<IconFilePlus size={16} aria-hidden />}
        >
          {t("templates.use")}
        </Button>
      )}
      {asking && (
        <ConfirmDialog
          title={t("templates.withdrawTitle", { title: template.title })}
          confirm={t("templates.withdraw")}
          onClose={() => setAsking(false)}
          run={async () => {
            await policies.archiveTemplate({
              templateId: template.id,
              etag: template.etag,
              requestId: newRequestId(),
            });
            await fresh(PolicyService);
            toastDone(t("templates.withdrawnDone", { title: template.title }));
          }}
        >
          {t("templates.withdrawText")}
        </ConfirmDialog>
      )}
    </>
  );
}
