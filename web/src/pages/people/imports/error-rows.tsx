import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMemo } from "react";
import type { EmployeeImport, EmployeeImportError } from "#gen/countersign/employee/v1/employee_import_pb.ts";
import { type Texts, useTexts } from "../../../app/texts.ts";
import { Section } from "../../../components/section.tsx";
import type { Column } from "../../../components/table/column.ts";
import { DataTable } from "../../../components/table/data-table.tsx";
import { keptFile } from "./kept-file.ts";
import { refusedRows } from "./refused-rows.ts";
import { saveCsv } from "./save-file.ts";

type Row = EmployeeImportError & { readonly key: string };

/** The rows that an import refused, each with what is wrong; they can be downloaded to be corrected. */
export function ErrorRows({ run }: { readonly run: EmployeeImport }) {
  const t = useTexts("people");
  const rows = useMemo(() => run.errors.map((error, i): Row => ({ ...error, key: String(i) })), [run.errors]);
  const columns = useMemo(() => columnsOf(t), [t]);
  const more = run.errors.length >= 1_000;
  return (
    <Section
      title={t("run.errors")}
      text={`${t(run.validateOnly ? "run.errorsTextCheck" : "run.errorsText")} ${more ? t("run.errorsFirst", { count: run.errors.length }) : ""}`}
      actions={
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() =>
            saveCsv(
              refusedRows(
                run.errors.map((error) => ({ ...error, message: wrong(t, error) })),
                keptFile(run.id),
                { line: t("run.line"), column: t("run.column"), wrong: t("run.wrong") },
              ),
              "refused-rows.csv",
            )
          }
        >
          {t("run.download")}
        </Button>
      }
    >
      <DataTable
        label={t("run.errors")}
        columns={columns}
        rowKey={({ key }) => key}
        height="28rem"
        list={{
          rows,
          error: null,
          isPending: false,
          isFetching: false,
          isPaused: false,
          hasMore: false,
          readMore: () => undefined,
          refetch: () => Promise.resolve(),
        }}
      />
    </Section>
  );
}

const columnsOf = (t: Texts): readonly Column<Row>[] => [
  { key: "line", header: t("run.line"), width: "5rem", align: "end", cell: ({ line }) => line },
  {
    key: "column",
    header: t("run.column"),
    width: "12rem",
    cell: ({ column }) => (column === "" ? "–" : columnText(t, column)),
  },
  {
    key: "wrong",
    header: t("run.wrong"),
    width: "minmax(16rem, 1fr)",
    onPhone: "title",
    cell: (error) => wrong(t, error),
  },
];

function columnText(t: Texts, column: string): string {
  const key = `meaning.${column}`;
  const text = t(key);
  return text === key ? column.replace(/^attributes\./, "") : text;
}

/** What is wrong, in the reader's language where it is one of the usual faults, otherwise in the server's words. */
function wrong(t: Texts, { reason, column, message }: EmployeeImportError): string {
  const [, value = ""] = /"(.+)"/.exec(message) ?? [];
  for (const key of [`rowReason.${reason}`, ...(value === "" ? [] : [`fieldFault.${column}`])]) {
    const text = t(key, { value });
    if (text !== key) return text;
  }
  return message;
}
