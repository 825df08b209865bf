import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { AuthenticationMethodSchema, type Session } from "#gen/countersign/identity/v1/session_pb.ts";
import type { User } from "#gen/countersign/identity/v1/user_pb.ts";
import { useClient } from "../../../app/client.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useList } from "../../../app/list.ts";
import { useTexts } from "../../../app/texts.ts";
import { ShowMore } from "../../../components/list-parts.tsx";
import { Section } from "../../../components/section.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import { undoable } from "../../../components/undo.ts";
import { agoText, momentText } from "../../../time.ts";
import { deviceOf } from "../../me/device.ts";
import classes from "../access.module.css";

/** Where a user is signed in; an administrator can end that. */
export function UserSessions({ user }: { readonly user: User }) {
  const t = useTexts("access");
  const identity = useClient(IdentityService);
  const list = useList(
    IdentityService.method.listUserSessions,
    { userId: user.id, pageSize: 50 },
    (page) => page.sessions,
  );
  const [ended, setEnded] = useState<ReadonlySet<string>>(new Set());
  const shown = list.rows.filter(({ id }) => !ended.has(id));
  const end = (sessions: readonly Session[], sessionId: string): void => {
    const ids = sessions.map(({ id }) => id);
    undoable({
      text: t("sessions.ended", { count: ids.length }),
      apply: () => setEnded((before) => new Set([...before, ...ids])),
      rollback: () => setEnded((before) => new Set([...before].filter((id) => !ids.includes(id)))),
      commit: async () => {
        await identity.revokeUserSessions({ userId: user.id, sessionId });
        await list.refetch();
      },
    });
  };
  return (
    <Section
      title={t("sessions.title")}
      text={t("sessions.text")}
      actions={
        shown.length > 1 && (
          <Button variant="default" size="xs" onClick={() => end(shown, "")}>
            {t("sessions.endAll")}
          </Button>
        )
      }
    >
      {list.isPending && <StateBlock kind="loading" small />}
      {list.error && <StateBlock kind="error" error={list.error} onRetry={() => void list.refetch()} small />}
      {list.first && shown.length === 0 && <Text c="dimmed">{t("sessions.none")}</Text>}
      <ul className={classes.list}>
        {shown.map((session) => (
          <li key={session.id}>
            <div>
              <Text fw={600}>{deviceOf(session.userAgent) || t("sessions.unknown")}</Text>
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
            <Button size="xs" variant="default" onClick={() => end([session], session.id)}>
              {t("sessions.end")}
            </Button>
          </li>
        ))}
      </ul>
      <ShowMore list={list} />
    </Section>
  );
}
