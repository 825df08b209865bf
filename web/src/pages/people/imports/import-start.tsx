import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTexts } from "../../../app/texts.ts";
import { ConfirmDialog } from "../../../components/confirm-dialog.tsx";
import { FormProblem } from "../../../components/form-errors.tsx";
import { Section } from "../../../components/section.tsx";
import { type CsvRecord, writeCsv } from "./csv.ts";
import { MOST_BYTES } from "./read-file.ts";
import { useStartImport } from "./start-import.ts";

/** The last questions before an import, and its start: a check first, or for good. */
export function ImportStart({ records }: { readonly records: readonly CsvRecord[] }) {
  const t = useTexts("people");
  const [deactivateMissing, setDeactivateMissing] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const [tooBig, setTooBig] = useState(false);
  const start = useStartImport();
  const begin = async (validateOnly: boolean): Promise<void> => {
    const csv = writeCsv(records);
    const fits = new TextEncoder().encode(csv).length <= MOST_BYTES;
    setTooBig(!fits);
    if (fits) await start.run({ csv, validateOnly, deactivateMissing });
  };
  const count = records.length - 1;
  return (
    <Section title={t("import.options")}>
      <Stack>
        <FormProblem problem={tooBig ? t("import.tooBig") : start.problem} />
        <Checkbox
          checked={deactivateMissing}
          onChange={(event) => setDeactivateMissing(event.currentTarget.checked)}
          label={t("import.deactivateMissing")}
          description={t("import.deactivateMissingText")}
        />
        <Group gap="sm">
          <Button variant="default" loading={start.pending} onClick={() => void begin(true)}>
            {t("import.check")}
          </Button>
          <Button
            disabled={start.pending}
            onClick={() => (deactivateMissing ? setConfirming(true) : void begin(false))}
          >
            {t("import.start", { count })}
          </Button>
          <Text size="sm" c="dimmed">
            {t("import.checkText")}
          </Text>
        </Group>
      </Stack>
      {confirming && (
        <ConfirmDialog
          title={t("import.confirmMissing")}
          confirm={t("import.start", { count })}
          onClose={() => setConfirming(false)}
          run={() => begin(false)}
        >
          {t("import.confirmMissingText")}
        </ConfirmDialog>
      )}
    </Section>
  );
}
