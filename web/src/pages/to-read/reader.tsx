import { useQuery } from "@connectrpc/connect-query";
import { Anchor, Group, Text } from "@mantine/core";
import { useRef } from "react";
import {
  type Acknowledgement,
  AcknowledgementStatus,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import type { OpenAcknowledgementResponse } from "#gen/countersign/acknowledgement/v1/my_acknowledgement_requests_pb.ts";
import { isReason } from "../../app/failure.ts";
import { useParam } from "../../app/navigation.ts";
import { useTexts } from "../../app/texts.ts";
import { Contents } from "../../components/contents.tsx";
import { DueDate } from "../../components/due-date.tsx";
import { Markdown } from "../../components/markdown.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { ListSkeleton, StateBlock } from "../../components/state-block.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { momentText } from "../../time.ts";
import { Changes } from "./changes.tsx";
import { SignForm } from "./sign-form.tsx";
import { Signed } from "./signed.tsx";
import classes from "./to-read.module.css";

const { method } = AcknowledgementService;

/** A policy to read and sign, or that was signed. Opening it is recorded. */
export function Reader() {
  const t = useTexts("to-read");
  const acknowledgementId = useParam("acknowledgementId");
  const opened = useQuery(
    method.openAcknowledgement,
    { acknowledgementId },
    { refetchOnWindowFocus: false, staleTime: Number.POSITIVE_INFINITY },
  );
  if (opened.data?.acknowledgement)
    return (
      <Opened
        key={acknowledgementId}
        opened={opened.data}
        one={opened.data.acknowledgement}
        readAgain={() => void opened.refetch()}
      />
    );
  if (isReason(opened.error, "ACKNOWLEDGEMENT_NOT_PENDING"))
    return <StateBlock page kind="empty" title={t("reader.over.title")} text={t("reader.over.text")} />;
  if (isReason(opened.error, "ACKNOWLEDGEMENT_NOT_FOUND")) return <StateBlock page kind="not-found" />;
  if (opened.error)
    return <StateBlock page kind="error" error={opened.error} onRetry={() => void opened.refetch()} />;
  if (opened.fetchStatus === "paused") return <StateBlock page kind="offline" />;
  return <ListSkeleton rows={4} height={120} />;
}

function Opened({
  opened,
  one,
  readAgain,
}: {
  readonly opened: OpenAcknowledgementResponse;
  readonly one: Acknowledgement;
  readonly readAgain: () => void;
}) {
  const t = useTexts("to-read");
  const article = useRef<HTMLElement>(null);
  const signed = one.status === AcknowledgementStatus.ACKNOWLEDGED;
  return (
    <div className={classes.reader}>
      <div>
        <PageHeader
          title={opened.title}
          crumbs={[
            signed
              ? { to: "/signed", text: t("nav.signed") }
              : { to: "/acknowledgements", text: t("nav.toRead") },
          ]}
          badge={one.overdue && <StatusBadge tone="bad">{t("list.overdue")}</StatusBadge>}
          text={
            <Group gap="xs" justify="space-between">
              <Text span inherit>
                {t("reader.version", { version: one.version })}
                {" · "}
                {signed ? (
                  t("reader.signedOn", { time: momentText(one.signTime) })
                ) : (
                  <>
                    {t("list.due")} <DueDate time={one.dueTime} paused={one.paused} />
                  </>
                )}
              </Text>
              {!signed && (
                <Anchor href="#sign" size="sm" className="no-print">
                  {t("reader.toSign")}
                </Anchor>
              )}
            </Group>
          }
        />
        {!signed && <Changes opened={opened} one={one} />}
        <article ref={article} className={classes.paper}>
          <Markdown text={opened.renderedMarkdown} title={opened.title} />
        </article>
        {signed ? <Signed one={one} /> : <SignForm opened={opened} one={one} readAgain={readAgain} />}
      </div>
      <aside className={classes.side}>
        <Contents within={article} text={opened.renderedMarkdown} />
      </aside>
    </div>
  );
}
