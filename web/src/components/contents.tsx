import { type RefObject, useEffect, useState } from "react";
import { useTexts } from "../app/texts.ts";
import classes from "./contents.module.css";

/** A heading of a text that is shown. */
interface Heading {
  readonly id: string;
  readonly text: string;
  readonly depth: number;
}

/** The table of contents of the text inside `within`; the part that is being read stands out. Nothing for short texts. */
export function Contents({
  within,
  text,
}: {
  readonly within: RefObject<HTMLElement | null>;
  /** The text, so that another one is read anew. */
  readonly text: string;
}) {
  const t = useTexts();
  const [headings, setHeadings] = useState<readonly Heading[]>([]);
  const [current, setCurrent] = useState("");
  // biome-ignore lint/correctness/useExhaustiveDependencies: headings are read anew when the text is another one
  useEffect(() => {
    const found = [...(within.current?.querySelectorAll<HTMLElement>("h2[id], h3[id]") ?? [])];
    setHeadings(
      found.map((one) => ({ id: one.id, text: one.textContent ?? "", depth: Number(one.tagName[1]) })),
    );
    const watcher = new IntersectionObserver(
      (entries) => {
        const visible = entries.find((entry) => entry.isIntersecting);
        if (visible) setCurrent(visible.target.id);
      },
      { rootMargin: "-70px 0px -65% 0px" },
    );
    for (const one of found) watcher.observe(one);
    return () => watcher.disconnect();
  }, [within, text]);
  if (headings.length < 3) return null;
  const top = Math.min(...headings.map(({ depth }) => depth));
  return (
    <nav className={classes.contents} aria-label={t("reading.contents")}>
      <div className={classes.title}>{t("reading.contents")}</div>
      <ol>
        {headings.map(({ id, text: words, depth }) => (
          <li key={id} data-depth={depth - top}>
            <a href={`#${id}`} aria-current={id === current ? "true" : undefined}>
              {words}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
