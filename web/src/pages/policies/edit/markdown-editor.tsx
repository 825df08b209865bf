import { Annotation, Compartment, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { ActionIcon, Group, Tooltip } from "@mantine/core";
import { IconBold, IconH2, IconItalic, IconLink, IconList, IconListNumbers } from "@tabler/icons-react";
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { useTexts } from "../../../app/texts.ts";
import classes from "./edit.module.css";
import { insertLink, insertText, prefixLines, wrapSelection } from "./markdown-commands.ts";
import { keyMarks, markdownSetup } from "./markdown-setup.ts";

/** Marks a text that was given to the editor: it was not typed here. */
const given = Annotation.define<boolean>();

/** What others may do with an editor. */
export interface EditorHandle {
  /** Puts a text where the cursor stands. */
  readonly insert: (text: string) => void;
  /** Shows a place in the text, counted in UTF-16 units. */
  readonly show: (position: number) => void;
}

/** What an editor takes. */
export interface MarkdownEditorProps {
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Values of keys, as they stand in the text. */
  readonly values: ReadonlyMap<string, string>;
  readonly readOnly?: boolean;
  readonly handle?: RefObject<EditorHandle | null>;
  /** How far it is scrolled, 0–1. */
  readonly onScroll?: (share: number) => void;
}

/** Edits a text in Markdown. Loaded when it is needed: `lazy`. */
export function MarkdownEditor({
  label,
  text,
  onChange,
  values,
  readOnly = false,
  handle,
  onScroll,
}: MarkdownEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<EditorView | undefined>(undefined);
  const [keys] = useState(() => new Compartment());
  const [access] = useState(() => new Compartment());
  const changed = useEffectEvent(onChange);
  const scrolled = useEffectEvent((share: number) => onScroll?.(share));
  /** Texts that were typed here and have not come back as `text` yet: they are older than what stands in the editor. */
  const told = useRef<string[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changes later is told to the editor below
  useEffect(() => {
    if (!place.current) return;
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          markdownSetup(label),
          keys.of(keyMarks(values)),
          access.of(EditorState.readOnly.of(readOnly)),
          EditorView.domEventHandlers({
            scroll: (_, { scrollDOM: { scrollTop, scrollHeight, clientHeight } }) =>
              scrolled(scrollTop / Math.max(1, scrollHeight - clientHeight)),
          }),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged || update.transactions.some((one) => one.annotation(given))) return;
            const words = update.state.doc.toString();
            told.current.push(words);
            changed(words);
          }),
        ],
      }),
    });
    setView(made);
    if (handle)
      handle.current = {
        insert: (words) => insertText(made, words),
        show: (position) => {
          made.dispatch({
            selection: { anchor: position },
            effects: EditorView.scrollIntoView(position, { y: "center" }),
          });
          made.focus();
        },
      };
    return () => {
      made.destroy();
      if (handle) handle.current = null;
    };
  }, []);
  useEffect(() => {
    const typed = told.current.lastIndexOf(text);
    told.current.splice(0, typed + 1);
    if (view && typed < 0 && view.state.doc.toString() !== text)
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        annotations: given.of(true),
      });
  }, [view, text]);
  useEffect(() => view?.dispatch({ effects: keys.reconfigure(keyMarks(values)) }), [view, keys, values]);
  useEffect(
    () => view?.dispatch({ effects: access.reconfigure(EditorState.readOnly.of(readOnly)) }),
    [view, access, readOnly],
  );
  return (
    <div className={classes.editor}>
      {!readOnly && <Toolbar view={view} />}
      <div ref={place} className={classes.editorPlace} />
    </div>
  );
}

function Toolbar({ view }: { readonly view: EditorView | undefined }) {
  const t = useTexts("policies");
  const tools = [
    ["bold", IconBold, (one: EditorView) => wrapSelection(one, "**")],
    ["italic", IconItalic, (one: EditorView) => wrapSelection(one, "_")],
    ["heading", IconH2, (one: EditorView) => prefixLines(one, "## ")],
    ["list", IconList, (one: EditorView) => prefixLines(one, "- ")],
    ["numbers", IconListNumbers, (one: EditorView) => prefixLines(one, "1. ")],
    ["link", IconLink, insertLink],
  ] as const;
  return (
    <Group gap={2} p={4} className={classes.toolbar} role="group" aria-label={t("edit.tools.label")}>
      {tools.map(([name, Icon, run]) => (
        <Tooltip key={name} label={t(`edit.tools.${name}`)}>
          <ActionIcon
            variant="subtle"
            color="gray"
            c="var(--mantine-color-text)"
            aria-label={t(`edit.tools.${name}`)}
            onClick={() => view && run(view)}
          >
            <Icon size={18} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </Group>
  );
}
