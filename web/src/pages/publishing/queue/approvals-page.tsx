import { Kbd, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo, useRef } from "react";
import { type Command, useCommands } from "../../../app/commands.ts";
import { useGo } from "../../../app/navigation.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { ShowMore } from "../../../components/list-parts.tsx";
import { PageHeader } from "../../../components/page-header.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { WRITERS } from "../area.ts";
import classes from "../publishing.module.css";
import { awaitedKey, awaitedPath, useAwaited } from "./awaited.ts";
import { AwaitedItem } from "./awaited-item.tsx";
import { useListKeys } from "./list-keys.ts";
import { OthersWaiting } from "./others-waiting.tsx";

/** What waits for the reader's decision, and for those who write: what waits for others. */
export function ApprovalsPage() {
  const t = useTexts("publishing");
  const go = useGo();
  const mayWrite = useMay(WRITERS);
  const awaited = useAwaited();
  const queue = useRef<HTMLUListElement>(null);
  useListKeys(queue);
  const first = awaited.rows[0];
  const commands = useMemo(
    (): readonly Command[] =>
      first ? [{ id: "approvals.first", label: t("queue.command"), run: () => go(awaitedPath(first)) }] : [],
    [first, go, t],
  );
  useCommands(commands);
  const count = awaited.rows.length;
  return (
    <div className={classes.column}>
      <PageHeader
        title={t("queue.title")}
        text={awaited.first && count > 0 ? t("queue.text", { count }) : undefined}
      />
      {awaited.isPending && <ListSkeleton rows={3} height={92} />}
      {awaited.isPaused && !awaited.first && <StateBlock kind="offline" />}
      {awaited.error && !awaited.first && (
        <StateBlock kind="error" error={awaited.error} onRetry={() => void awaited.refetch()} />
      )}
      {!awaited.applies && <Text>{t("queue.notAsked")}</Text>}
      {awaited.first && count === 0 && <NothingWaits />}
      {count > 0 && (
        <>
          <ul className={classes.list} ref={queue}>
            {awaited.rows.map((one) => (
              <li key={awaitedKey(one)}>
                <AwaitedItem one={one} />
              </li>
            ))}
          </ul>
          <Text size="sm" c="dimmed" mt="sm" visibleFrom="sm">
            <Kbd size="xs">J</Kbd> <Kbd size="xs">K</Kbd> {t("queue.keys.move")} · <Kbd size="xs">↵</Kbd>{" "}
            {t("queue.keys.open")}
          </Text>
        </>
      )}
      <ShowMore list={awaited} mt="md" />
      {mayWrite && <OthersWaiting mine={awaited.rows} />}
    </div>
  );
}

function NothingWaits() {
  const t = useTexts("publishing");
  return (
    <section className={classes.calm}>
      <Title order={2}>{t("queue.empty.title")}</Title>
      <Text c="dimmed">{t("queue.empty.text")}</Text>
      <Link to="/policies" className={classes.calmLink}>
        {t("queue.empty.action")}
      </Link>
    </section>
  );
}
