import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { type PolicyVersion, PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { ConfirmDialog } from "../../../components/confirm-dialog.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { PUBLISHERS, WRITERS } from "../area.ts";
import classes from "../publishing.module.css";
import type { Standing } from "./standing.ts";

const { DRAFT, IN_REVIEW, APPROVED } = PolicyVersionState;

/** Why the reader doesn't decide on a version, and what they can do with it. */
export function VersionStanding({
  policy,
  version,
  standing,
}: {
  readonly policy: Policy;
  readonly version: PolicyVersion;
  readonly standing: Standing;
}) {
  const t = useTexts("publishing");
  const policies = useClient(PolicyService);
  const fresh = useFresh();
  const mayWrite = useMay(WRITERS);
  const mayPublish = useMay(PUBLISHERS);
  const [asking, setAsking] = useState(false);
  const { state } = version;
  const withdraw = async (): Promise<void> => {
    await policies.withdrawFromApproval({
      policyId: policy.id,
      etag: policy.etag,
      requestId: newRequestId(),
    });
    await fresh(PolicyService);
    toastDone(t("withdraw.done", { title: policy.title }));
  };
  const words = standing === "closed" ? (state === APPROVED ? "approved" : "draft") : standing;
  return (
    <section className={classes.card} aria-labelledby="standing">
      <Stack gap="sm">
        <div>
          <Title order={2} id="standing">
            {t(`standing.${words}.title`)}
          </Title>
          <Text size="sm" c="dimmed">
            {t(`standing.${words}.text`)}
          </Text>
        </div>
        <Group gap="xs">
          {state === APPROVED && mayPublish && (
            <Button renderRoot={(props) => <Link to={`/policies/${policy.id}/publish`} {...props} />}>
              {t("standing.publish")}
            </Button>
          )}
          {state === DRAFT && mayWrite && (
            <Button renderRoot={(props) => <Link to={`/policies/${policy.id}/edit`} {...props} />}>
              {t("standing.edit")}
            </Button>
          )}
          {(state === IN_REVIEW || state === APPROVED) && mayWrite && (
            <Button variant="default" onClick={() => setAsking(true)}>
              {t("withdraw.button")}
            </Button>
          )}
        </Group>
      </Stack>
      {asking && (
        <ConfirmDialog
          title={t("withdraw.title")}
          confirm={t("withdraw.confirm")}
          tone="plain"
          run={withdraw}
          onClose={() => setAsking(false)}
        >
          {t("withdraw.text")}
        </ConfirmDialog>
      )}
    </section>
  );
}
