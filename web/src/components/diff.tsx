import { Group, SegmentedControl, Text, UnstyledButton } from "@mantine/core";
import { Fragment, useMemo, useState } from "react";
import { useTexts } from "../app/texts.ts";
import { compareTexts, type DiffLine, type DiffRow } from "./compare-texts.ts";
import classes from "./diff.module.css";

/** Unchanged lines shown around a change. */
const AROUND = 3;

/** How the two texts stand: beside each other, or one below the other. */
export type DiffView = "split" | "inline";

/**
 * What changed between two texts, word by word; stretches without changes are folded. `view` undefined: the reader
 * chooses.
 */
export function Diff({
  before,
  after,
  beforeTitle,
  afterTitle,
  view,
}: {
  readonly before: string;
  readonly after: string;
  readonly beforeTitle?: string;
  readonly afterTitle?: string;
  readonly view?: DiffView;
}) {
  const t = useTexts();
  const [chosen, setChosen] = useState<DiffView>("split");
  const rows = useMemo(() => compareTexts(before, after), [before, after]);
  const parts = useMemo(() => foldedParts(rows), [rows]);
  const shown = view ?? chosen;
  if (rows.every(({ kind }) => kind === "same")) return <Text c="dimmed">{t("diff.same")}</Text>;
  return (
    <div>
      {view === undefined && (
        <Group justify="flex-end" mb="xs" visibleFrom="sm">
          <SegmentedControl
            size="xs"
            aria-label={t("diff.view")}
            value={chosen}
            onChange={(value) => setChosen(value === "inline" ? "inline" : "split")}
            data={[
              { value: "split", label: t("diff.split") },
              { value: "inline", label: t("diff.inline") },
            ]}
          />
        </Group>
      )}
      <div className={classes.diff} data-view={shown}>
        {beforeTitle !== undefined && afterTitle !== undefined && (
          <div className={classes.head}>
            <div>{beforeTitle}</div>
            <div>{afterTitle}</div>
          </div>
        )}
        {parts.map((part) =>
          part.folded ? (
            <Folded key={part.key} rows={part.rows} />
          ) : (
            <DiffRows key={part.key} rows={part.rows} />
          ),
        )}
      </div>
    </div>
  );
}

function Folded({ rows }: { readonly rows: readonly DiffRow[] }) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  if (open) return <DiffRows rows={rows} />;
  return (
    <UnstyledButton className={classes.fold} onClick={() => setOpen(true)}>
      {t("diff.unchanged", { count: rows.length })}
    </UnstyledButton>
  );
}

/** Lines of a comparison, as they stand inside a Diff. */
export function DiffRows({ rows }: { readonly rows: readonly DiffRow[] }) {
  return rows.map((row) => (
    <div className={classes.row} key={`${row.before?.number ?? ""}:${row.after?.number ?? ""}`}>
      <Side line={row.before} kind={row.kind === "same" ? "same" : "removed"} />
      <Side line={row.after} kind={row.kind === "same" ? "same" : "added"} />
    </div>
  ));
}

function Side({
  line,
  kind,
}: {
  readonly line: DiffLine | undefined;
  readonly kind: "same" | "removed" | "added";
}) {
  const t = useTexts();
  const Line = kind === "removed" ? "del" : kind === "added" ? "ins" : "span";
  return (
    <div className={classes.side} data-kind={line ? kind : "none"}>
      <span className={classes.number} aria-hidden>
        {line?.number}
      </span>
      <span className={classes.sign} aria-hidden>
        {line && kind === "removed" && "−"}
        {line && kind === "added" && "+"}
      </span>
      {line && (
        <Line className={classes.line}>
          {kind !== "same" && <span className={classes.spoken}>{t(`diff.${kind}`)} </span>}
          {line.pieces.map((piece, i) =>
            piece.changed ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name, and never move
              <mark key={i}>{piece.text}</mark>
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <Fragment key={i}>{piece.text}</Fragment>
            ),
          )}
        </Line>
      )}
    </div>
  );
}

interface Part {
  readonly key: number;
  readonly folded: boolean;
  readonly rows: readonly DiffRow[];
}

/** Cuts rows into stretches that are shown and longer unchanged ones that are folded. */
function foldedParts(rows: readonly DiffRow[]): readonly Part[] {
  const near = rows.map((_, i) =>
    rows.slice(Math.max(0, i - AROUND), i + AROUND + 1).some(({ kind }) => kind !== "same"),
  );
  const parts: { key: number; folded: boolean; rows: DiffRow[] }[] = [];
  rows.forEach((row, i) => {
    const folded = !near[i];
    const last = parts.at(-1);
    if (last?.folded === folded) last.rows.push(row);
    else parts.push({ key: i, folded, rows: [row] });
  });
  return parts;
}
