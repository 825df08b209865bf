import { Box, Button, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import {
  ComplianceStatus,
  type CustomerCompliance,
} from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { type Command, useCommands } from "../../../app/commands.ts";
import { useUrlState } from "../../../app/navigation.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import classes from "../compliance.module.css";
import { targetOf, useCompliances, useFrameworks } from "../parts/lists.ts";
import { COMPLIANCE_MANAGERS } from "../who.ts";
import { AddFramework } from "./add-framework.tsx";
import { FrameworkCard } from "./framework-card.tsx";
import { OtherFrameworks } from "./other-frameworks.tsx";
import { OwnRequirements } from "./own-requirements.tsx";

/** A browser holds six connections to one place: so many cards are live, the others are read when the page is opened. */
const LIVE = 2;

/** What the company complies with, how far it is, and where the gaps are. */
export function OverviewPage() {
  const t = useTexts("compliance");
  const mayManage = useMay(COMPLIANCE_MANAGERS);
  const [search, change] = useUrlState();
  const compliances = useCompliances();
  const { frameworks, isPending } = useFrameworks();
  const pursued = compliances.rows.filter((one) => targetOf(one).kind === "frameworkId");
  const live = liveOnes(pursued);
  const others = frameworks.filter(({ id }) => !pursued.some((one) => targetOf(one).id === id));
  const commands = useMemo(
    (): readonly Command[] =>
      mayManage ? [{ id: "compliance.add", label: t("add.open"), run: () => change({ add: "1" }) }] : [],
    [t, mayManage, change],
  );
  useCommands(commands);
  const add = mayManage && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ add: "1" })}>
      {t("add.open")}
    </Button>
  );
  const ready = compliances.ready && !isPending;
  return (
    <Box maw="72rem">
      <PageHeader title={t("title")} text={t("text")} actions={add} />
      {compliances.isPaused && pursued.length === 0 ? (
        <StateBlock kind="offline" />
      ) : compliances.error && pursued.length === 0 ? (
        <StateBlock kind="error" error={compliances.error} onRetry={() => void compliances.refetch()} />
      ) : !ready ? (
        <ListSkeleton rows={3} height={168} />
      ) : (
        <Stack gap="xl">
          {pursued.length === 0 ? (
            <StateBlock kind="empty" title={t("empty.title")} text={t("empty.text")} action={add} />
          ) : (
            <ul className={classes.cards}>
              {pursued.map((one) => (
                <FrameworkCard key={one.id} read={one} live={live.has(one.id)} />
              ))}
            </ul>
          )}
          <OwnRequirements compliances={compliances.rows} />
          {others.length > 0 && <OtherFrameworks frameworks={others} />}
        </Stack>
      )}
      {search.add && mayManage && ready && (
        <AddFramework
          frameworks={others}
          first={search.framework ?? ""}
          onClose={() => change({ add: "", framework: "" })}
        />
      )}
    </Box>
  );
}

/** Where signatures still come in, first. */
function liveOnes(compliances: readonly CustomerCompliance[]): ReadonlySet<string> {
  const moving = compliances.filter(({ status }) => status === ComplianceStatus.IN_PROGRESS);
  const others = compliances.filter((one) => !moving.includes(one));
  return new Set([...moving, ...others].slice(0, LIVE).map(({ id }) => id));
}
