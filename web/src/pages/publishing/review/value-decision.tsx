import { Button, Radio, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { PolicyConfiguration } from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { Materiality } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useMe } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import classes from "../publishing.module.css";
import { DecisionForm } from "./decision-form.tsx";
import { isAsked } from "./standing.ts";
import { useDecide } from "./use-decide.ts";

/** The reader decides on a proposed value; who proposed it may take it back. */
export function ValueDecision({
  policy,
  one,
}: {
  readonly policy: Policy;
  readonly one: PolicyConfiguration;
}) {
  const t = useTexts("publishing");
  const me = useMe();
  const policies = useClient(PolicyService);
  const decide = useDecide();
  const [resign, setResign] = useState("editorial");
  const path = `/policies/${policy.id}/review?configuration=${one.id}`;
  const values = { key: one.key, title: policy.title };
  const about = { policyConfigurationId: one.id, etag: one.etag };
  const reject = (comment: string, done: string): void =>
    decide({
      key: one.id,
      path,
      send: async () => {
        await policies.rejectPolicyConfiguration({ ...about, comment, requestId: newRequestId() });
        return done;
      },
    });
  if (one.proposerUserId === me.user.id)
    return (
      <Apart title={t("value.own.title")} text={t("value.own.text")}>
        <Button variant="default" onClick={() => reject(t("value.own.comment"), t("value.own.done", values))}>
          {t("value.own.takeBack")}
        </Button>
      </Apart>
    );
  if (!isAsked(me, policy.approvalRule))
    return <Apart title={t("standing.reader.title")} text={t("standing.reader.text")} />;
  return (
    <DecisionForm
      matter={one.id}
      title={t("decision.title")}
      text={t("value.counts")}
      onApprove={(comment) =>
        decide({
          key: one.id,
          path,
          send: async () => {
            const materiality = resign === "material" ? Materiality.MATERIAL : Materiality.EDITORIAL;
            await policies.approvePolicyConfiguration({
              ...about,
              comment,
              materiality,
              requestId: newRequestId(),
            });
            return t("value.approved", values);
          },
        })
      }
      onReject={(comment) => reject(comment, t("value.rejected", values))}
    >
      {policy.publishedVersionId !== "" && (
        <Radio.Group label={t("value.resign.label")} value={resign} onChange={setResign}>
          <Stack gap="xs" mt="xs">
            <Radio value="editorial" label={t("value.resign.no")} />
            <Radio value="material" label={t("value.resign.yes")} />
          </Stack>
        </Radio.Group>
      )}
    </DecisionForm>
  );
}

function Apart({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children?: React.ReactNode;
}) {
  return (
    <section className={classes.card} aria-labelledby="apart">
      <Stack gap="sm">
        <div>
          <Title order={2} id="apart">
            {title}
          </Title>
          <Text size="sm" c="dimmed">
            {text}
          </Text>
        </div>
        {children}
      </Stack>
    </section>
  );
}
