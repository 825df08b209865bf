import { useQuery } from "@connectrpc/connect-query";
import { Button, Collapse, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { lazy, Suspense } from "react";
import {
  type Acknowledgement,
  AcknowledgementStatus,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import type { OpenAcknowledgementResponse } from "#gen/countersign/acknowledgement/v1/my_acknowledgement_requests_pb.ts";
import { useList } from "../../app/list.ts";
import { useTexts } from "../../app/texts.ts";
import { StateBlock } from "../../components/state-block.tsx";
import { dayText } from "../../time.ts";
import classes from "./to-read.module.css";

const Diff = lazy(() => import("../../components/diff.tsx").then((file) => ({ default: file.Diff })));
const { method } = AcknowledgementService;

/** What changed since the reader last signed this policy: in the author's words, and word by word. */
export function Changes({
  opened,
  one,
}: {
  readonly opened: OpenAcknowledgementResponse;
  readonly one: Acknowledgement;
}) {
  const t = useTexts("to-read");
  const [shown, { toggle }] = useDisclosure(false);
  const { lastSignedVersion, lastSignTime, changeNote } = opened;
  if (lastSignedVersion === 0) return null;
  const same = lastSignedVersion === one.version;
  return (
    <section className={classes.changes} aria-labelledby="changes">
      <Title order={2} id="changes">
        {t("changes.title")}
      </Title>
      <Text size="sm" c="dimmed">
        {t("changes.signed", { version: lastSignedVersion, day: dayText(lastSignTime) })}
      </Text>
      {changeNote && <Text mt="xs">{changeNote}</Text>}
      {same ? (
        <Text mt="xs">{t("changes.same")}</Text>
      ) : (
        <>
          <Button mt="sm" size="xs" variant="light" onClick={toggle} aria-expanded={shown}>
            {t(shown ? "changes.hide" : "changes.show")}
          </Button>
          <Collapse expanded={shown} pt="sm">
            {shown && <WordByWord one={one} opened={opened} />}
          </Collapse>
        </>
      )}
    </section>
  );
}

/** Compares with the text that the reader signed: the signature before this one still has it. */
function WordByWord({
  one,
  opened,
}: {
  readonly one: Acknowledgement;
  readonly opened: OpenAcknowledgementResponse;
}) {
  const signed = useList(
    method.listMyAcknowledgements,
    { statuses: [AcknowledgementStatus.ACKNOWLEDGED], pageSize: 200 },
    (page) => page.acknowledgements,
  );
  const before = signed.rows.find(
    ({ policyId, version }) => policyId === one.policyId && version === opened.lastSignedVersion,
  );
  const text = useQuery(
    method.openAcknowledgement,
    { acknowledgementId: before?.id ?? "" },
    { enabled: before !== undefined },
  );
  const error = signed.error ?? text.error;
  if (error) return <StateBlock kind="error" error={error} small />;
  if (!text.data) return <StateBlock kind="loading" small />;
  return (
    <Suspense fallback={<StateBlock kind="loading" small />}>
      <Diff before={text.data.renderedMarkdown} after={opened.renderedMarkdown} view="inline" />
    </Suspense>
  );
}
