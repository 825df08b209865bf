import { Button, Loader, Text } from "@mantine/core";
import { IconBell, IconCircleX, IconSquareCheck } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { useClient } from "../../../app/client.ts";
import { failureText } from "../../../app/failure.ts";
import { useTexts } from "../../../app/texts.ts";
import type { Selection } from "../../../components/table/selection.ts";
import { toastProblem } from "../../../components/toast-store.ts";
import classes from "../acknowledgements.module.css";
import type { listRequestOf } from "../filter.ts";
import { idsOfAll } from "./many.ts";

/** What can be done with the rows that are selected, and how to select all that match. */
export function BulkBar({
  selection,
  request,
  onAct,
}: {
  readonly selection: Selection;
  readonly request: ReturnType<typeof listRequestOf>;
  readonly onAct: (kind: "remind" | "cancel") => void;
}) {
  const t = useTexts("acknowledgements");
  const some = selection.size > 0;
  const all = useSelectAll(selection, request);
  return (
    <div className={classes.bulk}>
      {all.read === undefined ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconSquareCheck size={16} aria-hidden />}
          onClick={all.start}
        >
          {t("bulk.selectAll")}
        </Button>
      ) : (
        <>
          <Loader size={16} aria-hidden />
          <Text size="sm">{t("bulk.reading", { count: all.read })}</Text>
          <Button size="xs" variant="default" onClick={all.stop}>
            {t("stop")}
          </Button>
        </>
      )}
      {some && (
        <>
          <Button size="xs" leftSection={<IconBell size={16} aria-hidden />} onClick={() => onAct("remind")}>
            {t("bulk.remind", { count: selection.size })}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconCircleX size={16} aria-hidden />}
            onClick={() => onAct("cancel")}
          >
            {t("bulk.cancel", { count: selection.size })}
          </Button>
          <Button size="xs" variant="subtle" onClick={selection.clear}>
            {t("bulk.clear")}
          </Button>
        </>
      )}
    </div>
  );
}

/** Reads the ids of all that match, and selects them. */
function useSelectAll(selection: Selection, request: ReturnType<typeof listRequestOf>) {
  const client = useClient(AcknowledgementService);
  const [read, setRead] = useState<number | undefined>(undefined);
  const ending = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => ending.current?.abort(), []);
  const start = (): void => {
    const now = new AbortController();
    ending.current = now;
    setRead(0);
    idsOfAll(client, request, now.signal, setRead)
      .then((ids) => selection.add(ids))
      .catch((error: unknown) => {
        if (!now.signal.aborted) toastProblem(failureText(error));
      })
      .finally(() => setRead(undefined));
  };
  return { read, start, stop: () => ending.current?.abort() };
}
