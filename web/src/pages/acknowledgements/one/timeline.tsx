import { Text } from "@mantine/core";
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
import { CancelReasonSchema } from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import {
  HistoryAction,
  HistoryActionSchema,
  type HistoryEntry,
} from "#gen/countersign/acknowledgement/v1/history_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useList } from "../../../app/list.ts";
import { type Texts, useTexts } from "../../../app/texts.ts";
import { ShowMore } from "../../../components/list-parts.tsx";
import { Quote } from "../../../components/quote.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import line from "../../../components/timeline.module.css";
import { momentText, plainDayText } from "../../../time.ts";
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
      <ol className={line.timeline}>
        {list.rows.map((entry, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever added at the end
          <Stop key={i} entry={entry} />
        ))}
      </ol>
      <ShowMore list={list} />
    </>
  );
}

function Stop({ entry }: { readonly entry: HistoryEntry }) {
  const t = useTexts("acknowledgements");
  const Icon = ICONS[entry.action] ?? IconAlarm;
  const { userId = "", name = "" } = entry.actor ?? {};
  const particulars = particularsOf(entry, t);
  return (
    <li className={`${line.stop} ${classes.stop}`}>
      <span className={line.mark} data-tone={toneOf(entry.action)}>
        <Icon size={16} stroke={1.7} aria-hidden />
      </span>
      <div>
        <Text fw={550}>{t(`history.${enumName(HistoryActionSchema, entry.action)}`)}</Text>
        {particulars && <Text size="sm">{particulars}</Text>}
        {entry.comment && <Quote>{entry.comment}</Quote>}
        <Text size="sm" c="dimmed">
          {momentText(entry.time)}
          {" · "}
          {userId ? t("byPerson", { name: name || userId }) : t("byService")}
        </Text>
      </div>
    </li>
  );
}

/** What an entry tells beside its action, in words; empty: nothing. Old entries have nothing but the server's words. */
function particularsOf(entry: HistoryEntry, t: Texts): string {
  const {
    dueDate,
    version,
    earlierVersion: earlier,
    reminder: number,
    byHand,
    escalationLevel: level,
  } = entry;
  switch (entry.action) {
    case HistoryAction.REQUESTED:
    case HistoryAction.REOPENED:
    case HistoryAction.RESUMED:
      return dueDate ? t("particulars.due", { day: plainDayText(dueDate) }) : entry.detail;
    case HistoryAction.OPENED:
    case HistoryAction.ACKNOWLEDGED:
      return version ? t("particulars.version", { version }) : entry.detail;
    case HistoryAction.MOVED:
      return version ? t("particulars.moved", { earlier, version }) : entry.detail;
    case HistoryAction.REMINDED:
      return number ? t(byHand ? "particulars.byHand" : "particulars.reminder", { number }) : entry.detail;
    case HistoryAction.ESCALATED:
      return level ? t("particulars.level", { level }) : entry.detail;
    case HistoryAction.CANCELLED:
      return entry.cancelReason
        ? t(`cancelReason.${enumName(CancelReasonSchema, entry.cancelReason)}`)
        : entry.detail;
    default:
      return "";
  }
}

function toneOf(action: HistoryAction): "good" | "warning" | undefined {
  if (action === HistoryAction.ACKNOWLEDGED) return "good";
  return action === HistoryAction.ESCALATED ? "warning" : undefined;
}
