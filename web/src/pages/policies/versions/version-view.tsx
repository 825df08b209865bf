import { SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { DiffText } from "#gen/countersign/policy/v1/policy_diff_pb.ts";
import type { PolicyVersion } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { useUrlState } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { Section } from "../../../components/section.tsx";
import { Decisions } from "./decisions.tsx";
import { VersionDiff } from "./version-diff.tsx";
import { VersionText } from "./version-text.tsx";
import classes from "./versions.module.css";

/** One version: what it changed against another one, or its whole text; and who decided on it. */
export function VersionView({
  versions,
  shown,
  base,
  whole,
}: {
  readonly versions: readonly PolicyVersion[];
  readonly shown: PolicyVersion;
  readonly base: PolicyVersion | undefined;
  readonly whole: boolean;
}) {
  const t = useTexts("policies");
  const [search, change] = useUrlState();
  const source = search.of === "source";
  const text = whole || !base;
  return (
    <Stack gap="lg">
      <Section title={t("version.number", { number: shown.number })}>
        {shown.changeNote && <Text className={classes.note}>{shown.changeNote}</Text>}
        <div className={classes.tools}>
          {base && (
            <SegmentedControl
              aria-label={t("versions.view")}
              value={text ? "text" : "changes"}
              onChange={(view) => change({ view: view === "text" ? view : "" })}
              data={[
                { value: "changes", label: t("versions.changes") },
                { value: "text", label: t("versions.text") },
              ]}
            />
          )}
          {!text && (
            <>
              <Select
                label={t("versions.against")}
                allowDeselect={false}
                w={176}
                value={String(base.number)}
                data={versions
                  .filter(({ id }) => id !== shown.id)
                  .map(({ number }) => ({ value: String(number), label: t("version.number", { number }) }))}
                onChange={(number) => change({ base: number ?? "" })}
              />
              <Select
                label={t("versions.of")}
                allowDeselect={false}
                w={176}
                value={source ? "source" : "rendered"}
                data={[
                  { value: "rendered", label: t("versions.rendered") },
                  { value: "source", label: t("versions.source") },
                ]}
                onChange={(of) => change({ of: of === "source" ? of : "" })}
              />
            </>
          )}
        </div>
        {text ? (
          <VersionText version={shown} />
        ) : (
          <VersionDiff shown={shown} base={base} text={source ? DiffText.SOURCE : DiffText.RENDERED} />
        )}
      </Section>
      {shown.approvals.length > 0 && <Decisions version={shown} />}
    </Stack>
  );
}
