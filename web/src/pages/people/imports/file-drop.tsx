import { Button, FileButton, Group, Text } from "@mantine/core";
import { IconDownload, IconFileUpload } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { useTexts } from "../../../app/texts.ts";
import classes from "../people.module.css";
import { COLUMNS } from "./columns.ts";
import { writeCsv } from "./csv.ts";
import { saveCsv } from "./save-file.ts";

/** Takes a CSV file: dropped, or chosen by a button. */
export function FileDrop({ onFile }: { readonly onFile: (file: File) => void }) {
  const t = useTexts("people");
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };
  const template = writeCsv([{ line: 1, fields: COLUMNS }]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for pointers; the button inside does the same
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileUpload size={36} stroke={1.4} aria-hidden />
      <Text fw={600}>{t("import.drop")}</Text>
      <Text size="sm" c="dimmed">
        {t("import.dropText")}
      </Text>
      <Group gap="xs" justify="center">
        <FileButton
          onChange={(file) => file && onFile(file)}
          accept=".csv,text/csv"
          inputProps={{ "aria-label": t("import.choose") }}
        >
          {(props) => <Button {...props}>{t("import.choose")}</Button>}
        </FileButton>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => saveCsv(template, "people.csv")}
        >
          {t("import.template")}
        </Button>
      </Group>
    </div>
  );
}
