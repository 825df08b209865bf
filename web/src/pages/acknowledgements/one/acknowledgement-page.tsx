import { useQuery } from "@connectrpc/connect-query";
import { Button, Group, Stack } from "@mantine/core";
import { IconBell, IconCircleX, IconListDetails, IconUser } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import {
  type Acknowledgement,
  AcknowledgementStatus,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { isReason } from "../../../app/failure.ts";
import { useParam } from "../../../app/navigation.ts";
import { useMay, useMe } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { opens } from "../../../app/where.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { Section } from "../../../components/section.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { BulkDialog } from "../bulk/bulk-dialog.tsx";
import { StateOf } from "../state-of.tsx";
import { LIVE_MS } from "../use-summary.ts";
import { ACKNOWLEDGEMENT_MANAGERS } from "../who.ts";
import { About } from "./about.tsx";
import { EvidenceOf } from "./evidence.tsx";
import { Timeline } from "./timeline.tsx";

/** One obligation: who must sign what and why, everything that happened, and the proof. */
export function AcknowledgementPage() {
  const acknowledgementId = useParam("acknowledgementId");
  const { data, error, refetch, fetchStatus } = useQuery(
    AcknowledgementService.method.getAcknowledgement,
    { acknowledgementId },
    { refetchInterval: LIVE_MS },
  );
  const one = data?.acknowledgement;
  if (one) return <One one={one} />;
  if (isReason(error, "ACKNOWLEDGEMENT_NOT_FOUND")) return <StateBlock page kind="not-found" />;
  if (error) return <StateBlock page kind="error" error={error} onRetry={() => void refetch()} />;
  if (fetchStatus === "paused") return <StateBlock page kind="offline" />;
  return <ListSkeleton rows={3} height={160} />;
}

function One({ one }: { readonly one: Acknowledgement }) {
  const t = useTexts("acknowledgements");
  const me = useMe();
  const manages = useMay(ACKNOWLEDGEMENT_MANAGERS);
  const [act, setAct] = useState<"remind" | "cancel" | undefined>(undefined);
  const pending = one.status === AcknowledgementStatus.PENDING;
  const events = `/audit?subject=${one.id}`;
  return (
    <>
      <PageHeader
        title={t("one.title", { policy: one.policyTitle, name: one.employeeName })}
        crumbs={[{ to: "/acknowledgements/all", text: t("title") }]}
        badge={<StateOf one={one} />}
        actions={
          manages &&
          pending && (
            <>
              <Button
                leftSection={<IconBell size={16} aria-hidden />}
                disabled={one.paused}
                onClick={() => setAct("remind")}
              >
                {t("remind.button")}
              </Button>
              <Button
                variant="default"
                leftSection={<IconCircleX size={16} aria-hidden />}
                onClick={() => setAct("cancel")}
              >
                {t("cancel.button")}
              </Button>
            </>
          )
        }
      />
      <Stack gap="md">
        <Section
          title={t("one.facts")}
          actions={
            <Group gap="xs">
              <Button
                size="xs"
                variant="default"
                leftSection={<IconUser size={16} aria-hidden />}
                renderRoot={(props) => (
                  <Link
                    to="/acknowledgements/all"
                    search={{ employee: one.employeeId, status: "all" } as never}
                    {...props}
                  />
                )}
              >
                {t("one.others")}
              </Button>
              {opens(me, events) && (
                <Button
                  size="xs"
                  variant="default"
                  leftSection={<IconListDetails size={16} aria-hidden />}
                  renderRoot={(props) => (
                    <Link to="/audit" search={{ subject: one.id } as never} {...props} />
                  )}
                >
                  {t("one.events")}
                </Button>
              )}
            </Group>
          }
        >
          <About one={one} />
        </Section>
        <EvidenceOf one={one} />
        <Section title={t("one.timeline")}>
          <Timeline acknowledgementId={one.id} />
        </Section>
      </Stack>
      {act && <BulkDialog kind={act} ids={[one.id]} onClose={() => setAct(undefined)} />}
    </>
  );
}
