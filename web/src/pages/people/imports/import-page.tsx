import { Alert, Box, Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconFileSpreadsheet } from "@tabler/icons-react";
import { useState } from "react";
import { language, type Texts, useTexts } from "../../../app/texts.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { Section } from "../../../components/section.tsx";
import { ColumnMapping } from "./column-mapping.tsx";
import { guessMeanings, type Meaning, mappingProblem, mapRecords } from "./columns.ts";
import { FileDrop } from "./file-drop.tsx";
import { ImportStart } from "./import-start.tsx";
import { type ChosenFile, readFile } from "./read-file.ts";
import { RowsPreview } from "./rows-preview.tsx";

/** Imports people from a CSV file: choose it, say what its columns mean, check or start. */
export function ImportPage() {
  const t = useTexts("people");
  const [chosen, setChosen] = useState<ChosenFile | undefined>(undefined);
  const [meanings, setMeanings] = useState<readonly Meaning[]>([]);
  const take = async (file: File): Promise<void> => {
    const read = await readFile(file);
    setChosen(read);
    if ("records" in read) setMeanings(guessMeanings(read.records[0]?.fields ?? []));
  };
  const file = chosen && "records" in chosen ? chosen : undefined;
  const problem = file && mappingProblem(meanings);
  const mapped = file && !problem ? mapRecords(file.records, meanings) : undefined;
  const numbers = new Intl.NumberFormat(language());
  return (
    <Box maw="64rem">
      <PageHeader
        title={t("import.title")}
        crumbs={[{ to: "/employees", text: t("list.title") }]}
        text={t("import.text")}
      />
      <Stack gap="lg">
        {chosen && "problem" in chosen && (
          <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />}>
            {fileProblem(t, chosen)}
          </Alert>
        )}
        {!file && <FileDrop onFile={(next) => void take(next)} />}
        {file && (
          <Group gap="xs">
            <IconFileSpreadsheet size={20} aria-hidden />
            <Text fw={600} role="status">
              {t("import.file", { name: file.name, count: numbers.format(file.records.length - 1) })}
            </Text>
            <Button size="xs" variant="default" onClick={() => setChosen(undefined)}>
              {t("import.chooseOther")}
            </Button>
          </Group>
        )}
        {file && (
          <Section title={t("import.columns")} text={t("import.columnsText")}>
            <ColumnMapping records={file.records} meanings={meanings} onChange={setMeanings} />
            {problem && (
              <Alert color="yellow" role="status" icon={<IconAlertTriangle aria-hidden />}>
                {problem.kind === "missing"
                  ? t("import.missing")
                  : t("import.twice", { column: t(`meaning.${problem.meaning}`) })}
              </Alert>
            )}
          </Section>
        )}
        {mapped && (
          <Section title={t("import.preview")}>
            <RowsPreview records={mapped} />
          </Section>
        )}
        {mapped && <ImportStart records={mapped} />}
      </Stack>
    </Box>
  );
}

const fileProblem = (t: Texts, chosen: Extract<ChosenFile, { readonly problem: string }>): string => {
  if (chosen.problem === "badQuotes") return t("import.badQuotes", { line: chosen.line });
  return chosen.problem === "tooBig" ? t("import.tooBig") : t("import.unreadable");
};
