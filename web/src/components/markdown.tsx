import { type ReactNode, useMemo } from "react";
import { renderMarkdown } from "./markdown/render.tsx";
import classes from "./markdown.module.css";

/**
 * A text in Markdown as people read it: GitHub's dialect, headings with ids one level lower, because a page has one h1.
 * No HTML is ever made from the text: it becomes React elements of a short list, so nothing in it can run. `title`: a
 * first heading with just these words is left out, because the page says it.
 */
export function Markdown({ text, title }: { readonly text: string; readonly title?: string }): ReactNode {
  const content = useMemo(() => renderMarkdown(withoutTitle(text, title)), [text, title]);
  return <div className={classes.text}>{content}</div>;
}

function withoutTitle(text: string, title: string | undefined): string {
  const first = /^\s*#\s+(.+?)\s*#*\n/.exec(text);
  return title && first?.[1]?.trim().toLowerCase() === title.trim().toLowerCase()
    ? text.slice(first[0].length)
    : text;
}
