import { Group, Text } from "@mantine/core";
import {
  type PolicyVersion,
  PolicyVersionCauseSchema,
  PolicyVersionStateSchema,
} from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { MaterialitySchema } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useTexts } from "../../../app/texts.ts";
import { CardLink } from "../../../components/card-link.tsx";
import { UserName } from "../../../components/user-name.tsx";
import { momentText } from "../../../time.ts";
import { VersionBadge } from "../parts/version-badge.tsx";
import classes from "./versions.module.css";

/** A policy's versions, newest first; the one that is looked at stands out. */
export function Timeline({
  versions,
  shown,
  base,
}: {
  readonly versions: readonly PolicyVersion[];
  readonly shown: PolicyVersion;
  readonly base: PolicyVersion | undefined;
}) {
  const t = useTexts("policies");
  return (
    <ol className={classes.timeline} aria-label={t("versions.timeline")}>
      {versions.map((version) => (
        <li
          key={version.id}
          className={classes.entry}
          data-state={enumName(PolicyVersionStateSchema, version.state)}
        >
          <Entry version={version} shown={version.id === shown.id} compared={version.id === base?.id} />
        </li>
      ))}
    </ol>
  );
}

function Entry({
  version,
  shown,
  compared,
}: {
  readonly version: PolicyVersion;
  readonly shown: boolean;
  readonly compared: boolean;
}) {
  const t = useTexts("policies");
  const { number, publishTime, updateTime, materiality, cause, changeNote } = version;
  return (
    <div className={classes.card} data-shown={shown || undefined}>
      <Group justify="space-between" gap="xs">
        <CardLink
          to={`/policies/${version.policyId}/versions?version=${number}`}
          current={shown}
          resetScroll={false}
        >
          {t("version.number", { number })}
        </CardLink>
        <VersionBadge state={version.state} />
      </Group>
      <Text size="sm" c="dimmed">
        {publishTime
          ? t("versions.publishedOn", { time: momentText(publishTime) })
          : t("versions.changedOn", { time: momentText(updateTime) })}
      </Text>
      <Text size="sm" c="dimmed">
        <UserName userId={version.authorUserId} />
        {" · "}
        {t(`versions.cause.${enumName(PolicyVersionCauseSchema, cause)}`)}
        {materiality > 0 && ` · ${t(`versions.materiality.${enumName(MaterialitySchema, materiality)}`)}`}
      </Text>
      {changeNote && (
        <Text size="sm" mt={4} className={classes.note} lineClamp={3}>
          {changeNote}
        </Text>
      )}
      {compared && (
        <Text size="xs" fw={600} mt={4}>
          {t("versions.compared")}
        </Text>
      )}
    </div>
  );
}
