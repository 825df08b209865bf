import { useTexts } from "../../../app/texts.ts";
import classes from "../people.module.css";
import type { CsvRecord } from "./csv.ts";

/** So many rows are shown. */
const SHOWN = 5;

/** The first rows of the file, as they will be read. */
export function RowsPreview({ records }: { readonly records: readonly CsvRecord[] }) {
  const t = useTexts("people");
  const [head, ...rows] = records;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <div className={classes.scroll} tabIndex={0}>
      <table aria-label={t("import.preview")}>
        <thead>
          <tr>
            <th scope="col">{t("import.line")}</th>
            {head?.fields.map((title) => (
              <th key={title} scope="col">
                {title.startsWith("attributes.") ? title.slice("attributes.".length) : t(`meaning.${title}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map(({ line, fields }) => (
            <tr key={line}>
              <td className={classes.number}>{line}</td>
              {fields.map((field, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its column
                <td key={i}>{field || "–"}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
