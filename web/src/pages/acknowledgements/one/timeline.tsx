import { Button, Text } from "@mantine/core";
import {
  IconAlarm,
  IconArrowForward,
  IconBell,
  IconCircleX,
  IconEye,
  IconPlayerPause,
  IconPlayerPlay,
  IconSend,
  IconSignature,
  IconStairsUp,
} from "@tabler/icons-react";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import {
  HistoryAction,
  HistoryActionSchema,
  type HistoryEntry,
} from "#gen/countersign/acknowledgement/v1/history_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useList } from "../../../app/list.ts";
import { useTexts } from "../../../app/texts.ts";
import { StateBlock } from "../../../components/state-block.tsx";
import { momentText } from "../../../time.ts";
import classes from "../acknowledgements.module.css";

const ICONS: Readonly<Partial<Record<HistoryAction, typeof IconBell>>> = {
  [HistoryAction.REQUESTED]: IconSend,
  [HistoryAction.OPENED]: IconEye,
  [HistoryAction.ACKNOWLEDGED]: IconSignature,
  [HistoryAction.REMINDED]: IconBell,
  [HistoryAction.ESCALATED]: IconStairsUp,
  [HistoryAction.MOVED]: IconArrowForward,
  [HistoryAction.CANCELLED]: IconCircleX,
  [HistoryAction.REOPENED]: IconSend,
  [HistoryAction.EXEMPTED]: IconCircleX,
  [HistoryAction.PAUSED]: IconPlayerPause,
  [HistoryAction.RESUMED]: IconPlayerPlay,
};

/** Everything that happened to an obligation, oldest first. */
export function Timeline({ acknowledgementId }: { readonly acknowledgementId: string }) {
  const t = useTexts("acknowledgements");
  const list = useList(
    AcknowledgementService.method.listHistory,
    { acknowledgementId, pageSize: 100 },
    (page) => page.entries,
  );
  if (list.isPending) return <StateBlock kind="loading" small />;
  if (list.error && list.count === 0)
    return <StateBlock kind="error" error={list.error} onRetry={() => void list.refetch()} small />;
  return (
    <>
      <ol className={classes.timeline}>
        {list.rows.map((entry, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever added at the end
          <Stop key={i} entry={entry} />
        ))}
      </ol>
      {list.hasMore && (
        <Button variant="default" loading={list.isFetching} onClick={list.readMore}>
          {t("one.moreTimeline")}
        </Button>
      )}
    </>
  );
}

function Stop({ entry }: { readonly entry: HistoryEntry }) {
  const t = useTexts("acknowledgements");
  const Icon = ICONS[entry.action] ?? IconAlarm;
  const { userId = "", name = "" } = entry.actor ?? {};
  return (
    <li className={classes.stop}>
      <span className={classes.mark} data-tone={toneOf(entry.action)}>
        <Icon size={16} stroke={1.7} aria-hidden />
      </span>
      <div>
        <Text fw={550}>{t(`history.${enumName(HistoryActionSchema, entry.action)}`)}</Text>
        {entry.detail && <Text size="sm">{entry.detail}</Text>}
        <Text size="sm" c="dimmed">
          {momentText(entry.time)}
          {" · "}
          {userId ? t("byPerson", { name: name || userId }) : t("byService")}
        </Text>
      </div>
    </li>
  );
}

function toneOf(action: HistoryAction): "good" | "warning" | undefined {
  if (action === HistoryAction.ACKNOWLEDGED) return "good";
  return action === HistoryAction.ESCALATED ? "warning" : undefined;
}
