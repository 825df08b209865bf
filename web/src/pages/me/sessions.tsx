import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { AuthenticationMethodSchema, type Session } from "#gen/countersign/identity/v1/session_pb.ts";
import { useClient } from "../../app/client.ts";
import { enumName } from "../../app/enum-name.ts";
import { useList } from "../../app/list.ts";
import { useTexts } from "../../app/texts.ts";
import { ShowMore } from "../../components/list-parts.tsx";
import { StateBlock } from "../../components/state-block.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { undoable } from "../../components/undo.ts";
import { agoText, momentText } from "../../time.ts";
import { deviceOf } from "./device.ts";

const { method } = IdentityService;

/** Where one is signed in; any of it can be ended. */
export function Sessions() {
  const t = useTexts("me");
  const identity = useClient(IdentityService);
  const list = useList(method.listSessions, { pageSize: 50 }, (page) => page.sessions);
  const [ended, setEnded] = useState<ReadonlySet<string>>(new Set());
  if (list.error)
    return <StateBlock kind="error" error={list.error} onRetry={() => void list.refetch()} small />;
  if (list.isPending) return <StateBlock kind="loading" small />;
  const end = ({ id }: Session): void =>
    undoable({
      text: t("sessions.ended"),
      apply: () => setEnded((before) => new Set([...before, id])),
      rollback: () => setEnded((before) => new Set([...before].filter((one) => one !== id))),
      commit: async () => {
        await identity.revokeSession({ sessionId: id });
        await list.refetch();
      },
    });
  return (
    <>
      <Text size="sm" c="dimmed">
        {t("sessions.text")}
      </Text>
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: "none" }}>
        {list.rows
          .filter(({ id }) => !ended.has(id))
          .map((session) => (
            <Group component="li" key={session.id} justify="space-between" gap="xs">
              <div>
                <Group gap="xs">
                  <Text fw={600}>{deviceOf(session.userAgent) || t("sessions.unknown")}</Text>
                  {session.current && <StatusBadge tone="active">{t("sessions.current")}</StatusBadge>}
                </Group>
                <Text size="sm" c="dimmed">
                  {t("sessions.line", {
                    way: t(
                      `sessions.way.${enumName(AuthenticationMethodSchema, session.authenticationMethod)}`,
                    ),
                    time: momentText(session.createTime),
                    ago: agoText(session.lastUseTime),
                    address: session.ipAddress || "–",
                  })}
                </Text>
              </div>
              {!session.current && (
                <Button size="xs" variant="default" onClick={() => end(session)}>
                  {t("sessions.end")}
                </Button>
              )}
            </Group>
          ))}
      </Stack>
      <ShowMore list={list} />
    </>
  );
}
