import { Text, UnstyledButton } from "@mantine/core";
import { Fragment, useMemo } from "react";
import { type DiffHunk, DiffLineKind, type TextDiff } from "#gen/countersign/policy/v1/policy_diff_pb.ts";
import { useTexts } from "../app/texts.ts";
import type { DiffLine, DiffRow } from "./compare-texts.ts";
import classes from "./diff.module.css";
import { DiffRows, type DiffView } from "./diff.tsx";

/** What the server says has changed between two texts: its hunks, with the lines between them left out. */
export function DiffHunks({
  diff,
  view,
  beforeTitle,
  afterTitle,
  onMore,
}: {
  readonly diff: TextDiff;
  readonly view: DiffView;
  readonly beforeTitle: string;
  readonly afterTitle: string;
  /** Asks for more lines around the changes. Undefined: there are no more. */
  readonly onMore?: (() => void) | undefined;
}) {
  const t = useTexts();
  const hunks = useMemo(
    () => diff.hunks.map((hunk) => ({ hunk, rows: rowsOf(hunk), key: `${hunk.baseStart}:${hunk.start}` })),
    [diff],
  );
  if (hunks.length === 0) return <Text c="dimmed">{t("diff.same")}</Text>;
  return (
    <div className={classes.diff} data-view={view}>
      <div className={classes.head}>
        <div>{beforeTitle}</div>
        <div>{afterTitle}</div>
      </div>
      {hunks.map(({ hunk, rows, key }, i) => {
        const left = linesBefore(hunk, hunks[i - 1]?.hunk);
        return (
          <Fragment key={key}>
            {left > 0 && onMore && (
              <UnstyledButton className={classes.fold} onClick={onMore}>
                {t("diff.unchanged", { count: left })}
              </UnstyledButton>
            )}
            <DiffRows rows={rows} />
          </Fragment>
        );
      })}
    </div>
  );
}

/** Unchanged lines between a hunk and the one before it, or the beginning. */
const linesBefore = (hunk: DiffHunk, before: DiffHunk | undefined): number =>
  hunk.start - (before ? before.start + before.count : 1);

/** A line that stands alone is new, or gone, as a whole: nothing in it stands out. */
const plain = (line: DiffLine | undefined): DiffLine | undefined =>
  line && { ...line, pieces: line.pieces.map(({ text }) => ({ text, changed: false })) };

/** Puts what was removed and what came in its place beside each other. */
function rowsOf({ lines }: DiffHunk): readonly DiffRow[] {
  const rows: DiffRow[] = [];
  let removed: DiffLine[] = [];
  let added: DiffLine[] = [];
  const flush = (): void => {
    for (let i = 0; i < Math.max(removed.length, added.length); i++) {
      const [before, after] = [removed[i], added[i]];
      if (before && after) rows.push({ kind: "changed", before, after });
      else rows.push({ kind: before ? "removed" : "added", before: plain(before), after: plain(after) });
    }
    removed = [];
    added = [];
  };
  for (const { kind, baseLine, line, spans } of lines) {
    if (kind === DiffLineKind.REMOVED) removed.push({ number: baseLine, pieces: spans });
    else if (kind === DiffLineKind.ADDED) added.push({ number: line, pieces: spans });
    else {
      flush();
      rows.push({
        kind: "same",
        before: { number: baseLine, pieces: spans },
        after: { number: line, pieces: spans },
      });
    }
  }
  flush();
  return rows;
}
