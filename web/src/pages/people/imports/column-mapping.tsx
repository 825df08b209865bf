import { NativeSelect } from "@mantine/core";
import { Fragment } from "react";
import { useTexts } from "../../../app/texts.ts";
import classes from "../people.module.css";
import { MEANINGS, type Meaning } from "./columns.ts";
import type { CsvRecord } from "./csv.ts";

/** Says for each column of the file what it means. */
export function ColumnMapping({
  records,
  meanings,
  onChange,
}: {
  readonly records: readonly CsvRecord[];
  readonly meanings: readonly Meaning[];
  readonly onChange: (meanings: readonly Meaning[]) => void;
}) {
  const t = useTexts("people");
  const [head, ...rows] = records;
  const options = MEANINGS.map((meaning) => ({ value: meaning, label: t(`meaning.${meaning}`) }));
  const example = (index: number): string =>
    rows.slice(0, 50).find(({ fields }) => (fields[index] ?? "").trim() !== "")?.fields[index] ?? "–";
  return (
    <div className={classes.mapping}>
      <span className={classes.mappingHead}>{t("import.inFile")}</span>
      <span className={classes.mappingHead}>{t("import.example")}</span>
      <span className={classes.mappingHead}>{t("import.meaning")}</span>
      {head?.fields.map((heading, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are, and headings may repeat
        <Fragment key={index}>
          <strong className={classes.heading}>{heading}</strong>
          <span className={classes.sample}>{example(index)}</span>
          <NativeSelect
            aria-label={t("import.means", { column: heading })}
            value={meanings[index]}
            data={options}
            onChange={(event) =>
              onChange(
                meanings.map((before, i) => (i === index ? (event.currentTarget.value as Meaning) : before)),
              )
            }
          />
        </Fragment>
      ))}
    </div>
  );
}
