import { EditorSelection } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";

/** Sets marks such as `**` around what is selected; marks that stand there already go. */
export function wrapSelection(view: EditorView, mark: string): true {
  view.dispatch(
    view.state.changeByRange(({ from, to }) => {
      const around = view.state.sliceDoc(from - mark.length, from) === mark;
      const closing = view.state.sliceDoc(to, to + mark.length) === mark;
      if (around && closing)
        return {
          changes: [
            { from: from - mark.length, to: from },
            { from: to, to: to + mark.length },
          ],
          range: EditorSelection.range(from - mark.length, to - mark.length),
        };
      return {
        changes: [
          { from, insert: mark },
          { from: to, insert: mark },
        ],
        range: EditorSelection.range(from + mark.length, to + mark.length),
      };
    }),
  );
  view.focus();
  return true;
}

/** Sets something such as `## ` before each line that is selected; takes it away where all have it. */
export function prefixLines(view: EditorView, prefix: string): void {
  const { from, to } = view.state.selection.main;
  const first = view.state.doc.lineAt(from).number;
  const last = view.state.doc.lineAt(to).number;
  const lines = Array.from({ length: last - first + 1 }, (_, i) => view.state.doc.line(first + i));
  const all = lines.every(({ text }) => text.startsWith(prefix));
  view.dispatch({
    changes: lines.map((line) =>
      all ? { from: line.from, to: line.from + prefix.length } : { from: line.from, insert: prefix },
    ),
  });
  view.focus();
}

/** Puts a text in place of what is selected, and goes on after it. */
export function insertText(view: EditorView, text: string): void {
  view.dispatch(view.state.replaceSelection(text), { scrollIntoView: true });
  view.focus();
}

/** Makes a link of what is selected, with its address ready to be typed. */
export function insertLink(view: EditorView): void {
  const { from, to } = view.state.selection.main;
  const text = view.state.sliceDoc(from, to);
  const insert = `[${text}](https://)`;
  const end = from + insert.length - 1;
  view.dispatch({
    changes: { from, to, insert },
    selection: text === "" ? { anchor: from + 1 } : { anchor: end },
  });
  view.focus();
}
