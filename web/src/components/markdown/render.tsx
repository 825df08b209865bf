import type { Definition, FootnoteDefinition, Nodes, PhrasingContent, Root, Table } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { toString as textOf } from "mdast-util-to-string";
import { gfm } from "micromark-extension-gfm";
import { createElement, Fragment, type ReactNode } from "react";
import classes from "../markdown.module.css";
import { HeadingLevels } from "./heading-levels.ts";
import { safeAddress } from "./safe-address.ts";
import { Slugs } from "./slugs.ts";

/** What a text refers to by name, wherever it stands. */
interface Surroundings {
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly footnotes: readonly FootnoteDefinition[];
  readonly slugs: Slugs;
  readonly levels: HeadingLevels;
}

/** Markdown (CommonMark with GitHub's tables, task lists, strikethrough, footnotes, links) as React elements. */
export function renderMarkdown(text: string): ReactNode {
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const within: Surroundings = {
    definitions: new Map(collect(tree, "definition").map((one) => [one.identifier, one])),
    footnotes: collect(tree, "footnoteDefinition"),
    slugs: new Slugs(),
    levels: new HeadingLevels(collect(tree, "heading").map(({ depth }) => depth)),
  };
  return (
    <>
      {all(tree.children, within)}
      {within.footnotes.length > 0 && (
        <ol className={classes.footnotes}>
          {within.footnotes.map((note) => (
            <li key={note.identifier} id={`s-note-${note.identifier}`}>
              {all(note.children, within)}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function collect<T extends "definition" | "footnoteDefinition" | "heading">(
  tree: Root,
  type: T,
): Extract<Nodes, { type: T }>[] {
  const found: Extract<Nodes, { type: T }>[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === type) found.push(node as Extract<Nodes, { type: T }>);
    if ("children" in node) node.children.forEach(visit);
  };
  visit(tree);
  return found;
}

const all = (nodes: readonly Nodes[], within: Surroundings): ReactNode =>
  nodes.map((node, i) => <Fragment key={keyOf(node, i)}>{one(node, within)}</Fragment>);

/** Where a node stands in the text is its name: the text never changes under it. */
const keyOf = (node: Nodes, i: number): string => `${node.position?.start.offset ?? "-"}.${i}`;

function one(node: Nodes, within: Surroundings): ReactNode {
  switch (node.type) {
    case "text":
      return node.value;
    case "paragraph":
      return <p>{all(node.children, within)}</p>;
    case "heading": {
      const id = within.slugs.of(textOf(node));
      return createElement(`h${within.levels.of(node.depth)}`, { id }, all(node.children, within));
    }
    case "emphasis":
      return <em>{all(node.children, within)}</em>;
    case "strong":
      return <strong>{all(node.children, within)}</strong>;
    case "delete":
      return <del>{all(node.children, within)}</del>;
    case "inlineCode":
      return <code>{node.value}</code>;
    case "code":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
        <pre tabIndex={0}>
          <code>{node.value}</code>
        </pre>
      );
    case "blockquote":
      return <blockquote>{all(node.children, within)}</blockquote>;
    case "list":
      return node.ordered ? (
        <ol start={node.start ?? 1}>{all(node.children, within)}</ol>
      ) : (
        <ul>{all(node.children, within)}</ul>
      );
    case "listItem": {
      const lone = node.spread ? undefined : node.children[0];
      const rest = lone?.type === "paragraph" ? node.children.slice(1) : node.children;
      return (
        <li>
          {typeof node.checked === "boolean" && (node.checked ? "☑ " : "☐ ")}
          {lone?.type === "paragraph" && all(lone.children, within)}
          {all(rest, within)}
        </li>
      );
    }
    case "thematicBreak":
      return <hr />;
    case "break":
      return <br />;
    case "link":
      return anchor(node.url, node.children, within);
    case "linkReference": {
      const target = within.definitions.get(node.identifier);
      return target ? anchor(target.url, node.children, within) : all(node.children, within);
    }
    case "image":
      return picture(node.url, node.alt ?? "");
    case "imageReference":
      return picture(within.definitions.get(node.identifier)?.url ?? "", node.alt ?? "");
    case "footnoteReference":
      return (
        <sup>
          <a href={`#s-note-${node.identifier}`}>
            {within.footnotes.findIndex(({ identifier }) => identifier === node.identifier) + 1}
          </a>
        </sup>
      );
    case "table":
      return table(node, within);
    case "html":
      return node.value; // as text: what is signed is never hidden
    default:
      return null;
  }
}

function anchor(url: string, children: readonly PhrasingContent[], within: Surroundings): ReactNode {
  const href = safeAddress(url);
  if (href === undefined) return all(children, within);
  const away = href.startsWith("#") ? {} : { target: "_blank", rel: "noreferrer noopener" };
  return (
    <a href={href} {...away}>
      {all(children, within)}
    </a>
  );
}

/** Pictures from elsewhere would tell others who reads: they are links. */
function picture(url: string, alt: string): ReactNode {
  if (/^data:image\/(?:png|jpeg|gif|webp);/.test(url)) return <img src={url} alt={alt} />;
  const href = safeAddress(url);
  return href === undefined ? (
    alt
  ) : (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {alt || href}
    </a>
  );
}

function table(node: Table, within: Surroundings): ReactNode {
  const [head, ...rows] = node.children;
  const cells = (row: Table["children"][number], Cell: "th" | "td"): ReactNode =>
    row.children.map((cell, i) => (
      <Cell key={keyOf(cell, i)} style={{ textAlign: node.align?.[i] ?? undefined }}>
        {all(cell.children, within)}
      </Cell>
    ));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <div className={classes.table} tabIndex={0}>
      <table>
        {head && (
          <thead>
            <tr>{cells(head, "th")}</tr>
          </thead>
        )}
        <tbody>
          {rows.map((row, i) => (
            <tr key={keyOf(row, i)}>{cells(row, "td")}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
