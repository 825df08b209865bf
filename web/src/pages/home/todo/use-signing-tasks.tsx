import { useQuery } from "@connectrpc/connect-query";
import { IconAlarm, IconFileImport, IconInbox, IconMailX, IconStairsUp } from "@tabler/icons-react";
import { AcknowledgementStatus } from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { DeliveryState } from "#gen/countersign/notification/v1/delivery_pb.ts";
import { NotificationKind } from "#gen/countersign/notification/v1/notification_pb.ts";
import { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { numberText } from "../../../numbers.ts";
import { useSummary } from "../../acknowledgements/use-summary.ts";
import { ACKNOWLEDGEMENT_MANAGERS } from "../../acknowledgements/who.ts";
import { DELIVERY_MANAGERS } from "../../deliveries/area.ts";
import { IMPORTERS } from "../who.ts";
import { atMost, LIVE, SOME } from "./live.ts";
import type { Task } from "./task.tsx";

const { method } = AcknowledgementService;
const NAMED = 3;

/** What signatures want of the reader: what is late, what they must sign themselves, imports to look at. */
export function useSigningTasks(): readonly (readonly Task[] | undefined)[] {
  const manages = useMay(ACKNOWLEDGEMENT_MANAGERS);
  return [
    useLate(manages),
    useEscalated(manages),
    useOwn(useMay({ employee: true })),
    useImports(useMay(IMPORTERS)),
    useFailedMessages(useMay(DELIVERY_MANAGERS)),
  ];
}

function useLate(manages: boolean): readonly Task[] | undefined {
  const t = useTexts("home");
  const { data } = useSummary(manages);
  if (!manages) return [];
  if (!data) return undefined;
  const overdue = data.total?.overdue ?? 0;
  return overdue === 0
    ? []
    : [
        {
          key: "overdue",
          icon: <IconAlarm size={18} stroke={1.7} aria-hidden />,
          count: numberText(overdue),
          text: t("todo.overdue", { count: overdue }),
          to: "/reports/overdue",
          tone: "bad",
        },
      ];
}

function useEscalated(manages: boolean): readonly Task[] | undefined {
  const t = useTexts("home");
  const { data } = useQuery(
    method.listAcknowledgements,
    { statuses: [AcknowledgementStatus.PENDING], overdue: true, escalated: true, pageSize: 200 },
    { ...LIVE, enabled: manages },
  );
  if (!manages) return [];
  if (!data) return undefined;
  const count = data.acknowledgements.length;
  return count === 0
    ? []
    : [
        {
          key: "escalated",
          icon: <IconStairsUp size={18} stroke={1.7} aria-hidden />,
          count: atMost(count, data.nextPageToken),
          text: t("todo.escalated", { count }),
          to: "/acknowledgements/all",
          search: { overdue: "1", escalated: "1" },
          tone: "bad",
        },
      ];
}

function useOwn(reads: boolean): readonly Task[] | undefined {
  const t = useTexts("home");
  const { data } = useQuery(
    method.listMyAcknowledgements,
    { statuses: [AcknowledgementStatus.PENDING], pageSize: SOME },
    { ...LIVE, enabled: reads },
  );
  if (!reads) return [];
  if (!data) return undefined;
  const count = data.acknowledgements.length;
  return count === 0
    ? []
    : [
        {
          key: "own",
          icon: <IconInbox size={18} stroke={1.7} aria-hidden />,
          count: atMost(count, data.nextPageToken),
          text: t("todo.own", { count }),
          to: "/acknowledgements",
          links: data.acknowledgements
            .slice(0, NAMED)
            .map(({ id, policyTitle }) => ({ to: `/acknowledgements/${id}`, text: policyTitle })),
        },
      ];
}

function useImports(imports: boolean): readonly Task[] | undefined {
  const t = useTexts("home");
  const { data } = useQuery(
    NotificationService.method.listMyNotifications,
    { unreadOnly: true, kinds: [NotificationKind.IMPORT_FINISHED], pageSize: SOME },
    { ...LIVE, enabled: imports },
  );
  if (!imports) return [];
  if (!data) return undefined;
  const [first] = data.notifications;
  return first === undefined
    ? []
    : [
        {
          key: "imports",
          icon: <IconFileImport size={18} stroke={1.7} aria-hidden />,
          count: atMost(data.notifications.length, data.nextPageToken),
          text: t("todo.imports", { count: data.notifications.length }),
          to: first.linkPath || "/employees",
          links: data.notifications
            .filter(({ linkPath }) => linkPath !== "")
            .slice(0, NAMED)
            .map(({ linkPath, title }) => ({ to: linkPath, text: title })),
        },
      ];
}

function useFailedMessages(manages: boolean): readonly Task[] | undefined {
  const t = useTexts("home");
  const { data } = useQuery(
    NotificationService.method.listDeliveries,
    { states: [DeliveryState.FAILED], pageSize: SOME },
    { ...LIVE, enabled: manages },
  );
  if (!manages) return [];
  if (!data) return undefined;
  const count = data.deliveries.length;
  return count === 0
    ? []
    : [
        {
          key: "messages",
          icon: <IconMailX size={18} stroke={1.7} aria-hidden />,
          count: atMost(count, data.nextPageToken),
          text: t("todo.messages", { count }),
          to: "/deliveries",
          search: { state: "FAILED" },
          tone: "warning",
        },
      ];
}
