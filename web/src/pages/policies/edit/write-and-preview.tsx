import { SegmentedControl } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { lazy, type RefObject, Suspense, useDeferredValue, useMemo, useRef, useState } from "react";
import { useTexts } from "../../../app/texts.ts";
import { Markdown } from "../../../components/markdown.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { withValues } from "../parts/texts-of-source.ts";
import classes from "./edit.module.css";
import type { EditorHandle } from "./markdown-editor.tsx";

const MarkdownEditor = lazy(() =>
  import("./markdown-editor.tsx").then((file) => ({ default: file.MarkdownEditor })),
);

/** Where the panes no longer stand beside each other; as in edit.module.css. */
const NARROW = "(max-width: 62em)";

/** A text and how people will read it: beside each other, on narrow screens one or the other. */
export function WriteAndPreview({
  text,
  title,
  values,
  onChange,
  readOnly = false,
  handle,
}: {
  readonly text: string;
  readonly title: string;
  /** Values of keys, as they stand in the text. */
  readonly values: ReadonlyMap<string, string>;
  readonly onChange: (text: string) => void;
  readonly readOnly?: boolean;
  readonly handle?: RefObject<EditorHandle | null>;
}) {
  const t = useTexts("policies");
  const narrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const [chosen, setChosen] = useState("write");
  const preview = useRef<HTMLElement>(null);
  const later = useDeferredValue(text);
  const rendered = useMemo(() => withValues(later, values), [later, values]);
  const follow = (share: number): void => {
    const pane = preview.current;
    if (pane) pane.scrollTop = share * (pane.scrollHeight - pane.clientHeight);
  };
  return (
    <div>
      {narrow && (
        <SegmentedControl
          fullWidth
          mb="xs"
          aria-label={t("edit.pane")}
          value={chosen}
          onChange={setChosen}
          data={[
            { value: "write", label: t("edit.write") },
            { value: "preview", label: t("edit.preview") },
          ]}
        />
      )}
      <div className={classes.panes}>
        <div className={classes.pane} data-hidden={(narrow && chosen !== "write") || undefined}>
          <Suspense fallback={<ListSkeleton rows={8} height={22} />}>
            <MarkdownEditor
              label={t("edit.text")}
              text={text}
              values={values}
              onChange={onChange}
              readOnly={readOnly}
              onScroll={follow}
              {...(handle ? { handle } : {})}
            />
          </Suspense>
        </div>
        <div className={classes.pane} data-hidden={(narrow && chosen !== "preview") || undefined}>
          <div className={classes.previewHead}>{t("edit.previewTitle")}</div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
          <section ref={preview} className={classes.preview} aria-label={t("edit.previewTitle")} tabIndex={0}>
            {rendered.trim() === "" ? (
              <StateBlock kind="empty" small title={t("text.empty")} text={t("edit.emptyHint")} />
            ) : (
              <Markdown text={rendered} title={title} />
            )}
          </section>
        </div>
      </div>
    </div>
  );
}
