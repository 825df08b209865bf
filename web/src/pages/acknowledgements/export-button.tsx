import { Button, Group, Loader, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { useClient } from "../../app/client.ts";
import { dayFromToday } from "../../app/day.ts";
import { failureText } from "../../app/failure.ts";
import { useTexts } from "../../app/texts.ts";
import { toastDone, toastProblem } from "../../components/toast-store.ts";
import type { filterOf } from "./filter.ts";
import { saveFile } from "./save-file.ts";

/** Downloads what the filters show as a CSV file; says how far it is. */
export function ExportButton({ filter }: { readonly filter: ReturnType<typeof filterOf> }) {
  const t = useTexts("acknowledgements");
  const { rows, start, stop } = useExport(filter);
  if (rows === undefined)
    return (
      <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={start}>
        {t("export.button")}
      </Button>
    );
  return (
    <Group gap="xs" role="status">
      <Loader size={16} aria-hidden />
      <Text size="sm">{t("export.progress", { count: rows })}</Text>
      <Button size="xs" variant="default" onClick={stop}>
        {t("stop")}
      </Button>
    </Group>
  );
}

function useExport(filter: ReturnType<typeof filterOf>) {
  const t = useTexts("acknowledgements");
  const client = useClient(AcknowledgementService);
  const [rows, setRows] = useState<number | undefined>(undefined);
  const ending = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => ending.current?.abort(), []);
  const read = async (signal: AbortSignal): Promise<void> => {
    const parts: BlobPart[] = [];
    let count = 0;
    for await (const { csv, rowCount } of client.exportAcknowledgements(filter, { signal })) {
      parts.push(new Uint8Array(csv));
      count = rowCount;
      setRows(count);
    }
    saveFile(parts, "text/csv;charset=utf-8", `${t("export.file")}-${dayFromToday(0)}.csv`);
    toastDone(t("export.done", { count }));
  };
  const start = (): void => {
    const now = new AbortController();
    ending.current = now;
    setRows(0);
    read(now.signal)
      .catch((error: unknown) => {
        if (!now.signal.aborted) toastProblem(failureText(error));
      })
      .finally(() => setRows(undefined));
  };
  return { rows, start, stop: () => ending.current?.abort() };
}
