import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { markdown } from "@codemirror/lang-markdown";
import { syntaxTree } from "@codemirror/language";
import { type Extension, Prec, RangeSetBuilder } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  keymap,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import { cspNonce } from "../../../app/csp-nonce.ts";
import { KEY_PATTERN } from "../parts/texts-of-source.ts";
import { wrapSelection } from "./markdown-commands.ts";

/** Which pieces of Markdown look different, by the names of their nodes in the syntax tree. */
const LOOKS: Readonly<Record<string, Decoration>> = {
  ATXHeading1: Decoration.mark({ class: "cm-md-heading" }),
  ATXHeading2: Decoration.mark({ class: "cm-md-heading" }),
  ATXHeading3: Decoration.mark({ class: "cm-md-heading" }),
  ATXHeading4: Decoration.mark({ class: "cm-md-heading" }),
  StrongEmphasis: Decoration.mark({ class: "cm-md-strong" }),
  Emphasis: Decoration.mark({ class: "cm-md-emphasis" }),
  InlineCode: Decoration.mark({ class: "cm-md-code" }),
  URL: Decoration.mark({ class: "cm-md-quiet" }),
  HeaderMark: Decoration.mark({ class: "cm-md-quiet" }),
  EmphasisMark: Decoration.mark({ class: "cm-md-quiet" }),
  ListMark: Decoration.mark({ class: "cm-md-quiet" }),
  QuoteMark: Decoration.mark({ class: "cm-md-quiet" }),
};

const looks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = looksOf(view);
    }

    update(update: ViewUpdate): void {
      if (
        update.docChanged ||
        update.viewportChanged ||
        syntaxTree(update.startState) !== syntaxTree(update.state)
      )
        this.decorations = looksOf(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function looksOf(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => {
        const look = LOOKS[node.name];
        if (look && node.from < node.to) builder.add(node.from, node.to, look);
      },
    });
  }
  return builder.finish();
}

/** Marks keys in the text: those with a value, which stands in their title, and those without one. */
export function keyMarks(values: ReadonlyMap<string, string>): Extension {
  const matcher = new MatchDecorator({
    regexp: KEY_PATTERN,
    decoration: ([, key = ""]) => {
      const value = values.get(key);
      return value === undefined
        ? Decoration.mark({ class: "cm-key cm-key-missing" })
        : Decoration.mark({ class: "cm-key", attributes: { title: value } });
    },
  });
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;

      constructor(view: EditorView) {
        this.decorations = matcher.createDeco(view);
      }

      update(update: ViewUpdate): void {
        this.decorations = matcher.updateDeco(update, this.decorations);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

const theme = EditorView.theme({
  "&": { backgroundColor: "var(--surface)", color: "var(--mantine-color-text)", fontSize: "0.95rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mantine-font-family-monospace)", lineHeight: "1.65" },
  ".cm-content": { padding: "1rem 0", caretColor: "var(--mantine-color-text)" },
  ".cm-line": { padding: "0 1rem" },
  ".cm-cursor": { borderLeftColor: "var(--mantine-color-text)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection": {
    backgroundColor: "color-mix(in srgb, var(--mantine-color-indigo-5) 30%, transparent) !important",
  },
  ".cm-md-heading": { fontWeight: "700" },
  ".cm-md-strong": { fontWeight: "700" },
  ".cm-md-emphasis": { fontStyle: "italic" },
  ".cm-md-code": { backgroundColor: "var(--surface-sunken)", borderRadius: "3px" },
  ".cm-md-quiet": { color: "var(--mantine-color-dimmed)", fontWeight: "400" },
  ".cm-key": {
    borderRadius: "3px",
    backgroundColor: "color-mix(in srgb, var(--mantine-color-indigo-5) 22%, transparent)",
  },
  ".cm-key-missing": {
    backgroundColor: "color-mix(in srgb, var(--mantine-color-orange-6) 28%, transparent)",
    textDecoration: "underline wavy var(--mantine-color-orange-6)",
    textUnderlineOffset: "3px",
  },
});

/** What every Markdown editor has. Tab is left alone: it leads on to the next field. */
export const markdownSetup = (label: string): Extension => [
  EditorView.cspNonce.of(cspNonce()),
  history(),
  markdown(),
  looks,
  theme,
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "true", tabindex: "0" }),
  Prec.high(
    keymap.of([
      { key: "Mod-b", run: (view) => wrapSelection(view, "**") },
      { key: "Mod-i", run: (view) => wrapSelection(view, "_") },
    ]),
  ),
  keymap.of([...defaultKeymap, ...historyKeymap]),
];
