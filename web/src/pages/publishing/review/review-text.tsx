import { useQuery } from "@connectrpc/connect-query";
import { Badge, SegmentedControl, Text, Title } from "@mantine/core";
import { useState } from "react";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import type { PolicyVersion } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { useUrlState } from "../../../app/navigation.ts";
import { usePhone } from "../../../app/phone.ts";
import { useTexts } from "../../../app/texts.ts";
import { DiffHunks } from "../../../components/diff-hunks.tsx";
import { Markdown } from "../../../components/markdown.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import classes from "../publishing.module.css";

const WHOLE = 100;
const VIEWS = ["split", "inline", "text"] as const;
/** Two columns don't fit on a phone. */
const PHONE_VIEWS = ["inline", "text"] as const;

/** What there is to approve: what changed against the version in force, or the whole text. */
export function ReviewText({ version, title }: { readonly version: PolicyVersion; readonly title: string }) {
  const t = useTexts("publishing");
  const [search, change] = useUrlState();
  const phone = usePhone();
  const views = phone ? PHONE_VIEWS : VIEWS;
  const [more, setMore] = useState(false);
  const query = useQuery(PolicyService.method.diffPolicyVersions, {
    policyVersionId: version.id,
    ...(more ? { contextLines: WHOLE } : {}),
  });
  if (!query.data) {
    if (query.error)
      return <StateBlock kind="error" error={query.error} onRetry={() => void query.refetch()} />;
    return query.fetchStatus === "paused" ? (
      <StateBlock kind="offline" />
    ) : (
      <ListSkeleton rows={4} height={88} />
    );
  }
  const { base, diff } = query.data;
  const wanted = views.find((one) => one === search.view) ?? views[0];
  const view = base && diff && !diff.truncated ? wanted : "text";
  return (
    <section aria-labelledby="text">
      <div className={classes.tools}>
        <div>
          <Title order={2} id="text">
            {t(base ? "text.changes" : "text.first")}
          </Title>
          {base && diff ? (
            <Text size="sm" c="dimmed">
              {t("text.since", { version: base.number })} ·{" "}
              <span className={classes.added}>{t("text.added", { count: diff.addedLines })}</span> ·{" "}
              <span className={classes.removed}>{t("text.removed", { count: diff.removedLines })}</span>
            </Text>
          ) : (
            <Text size="sm" c="dimmed">
              {t("text.firstText")}
            </Text>
          )}
        </div>
        {base && diff && !diff.truncated && (
          <SegmentedControl
            size="xs"
            aria-label={t("text.view")}
            value={view}
            onChange={(next) => change({ view: next === views[0] ? "" : next })}
            data={views.map((value) => ({ value, label: t(`text.views.${value}`) }))}
          />
        )}
      </div>
      {version.changeNote && (
        <Text mb="sm" component="div">
          <Badge variant="default" mr="xs">
            {t("text.note")}
          </Badge>
          {version.changeNote}
        </Text>
      )}
      {base && diff && view !== "text" ? (
        <DiffHunks
          diff={diff}
          view={view}
          beforeTitle={t("text.before", { version: base.number })}
          afterTitle={t("text.after", { version: version.number })}
          onMore={more ? undefined : () => setMore(true)}
        />
      ) : (
        <article className={classes.paper}>
          <Markdown text={version.renderedMarkdown} title={title} />
        </article>
      )}
    </section>
  );
}
