import type { Body, Catalog } from "./catalog.ts";

/** Everything a mail's body is made of; all strings but the URLs are plain text that anybody may have written. */
export interface MailParts {
  readonly catalog: Catalog;
  readonly title: string;
  readonly body: Body;
  readonly recipientName: string;
  /** The customer's name as people know it. */
  readonly brand: string;
  /** The https address of a logo; empty: none. */
  readonly logoUrl: string;
  /** "#rrggbb"; anything else: the product's own colour. */
  readonly accentColor: string;
  /** Where to act, an absolute URL. */
  readonly link: string;
}

const ACCENT = "#2456c7";

/** A mail's body as plain text, lines ended by LF. */
export function plainTextOf({ catalog, body, recipientName, brand, link }: MailParts): string {
  const list = body.list.map((line) => `- ${line}`);
  if (body.more > 0) list.push(`- ${catalog.more(body.more)}`);
  const blocks = [
    catalog.greeting(recipientName),
    ...body.paragraphs,
    ...(list.length > 0 ? [list.join("\n")] : []),
    `${body.action}: ${link}`,
    `-- \n${catalog.footer(brand)}`,
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** A mail's body as HTML without scripts, styles sheets or anything to load but the customer's logo. */
export function htmlOf(parts: MailParts): string {
  const { catalog, title, body, recipientName, brand, link } = parts;
  const accent = /^#[0-9a-f]{6}$/i.test(parts.accentColor) ? parts.accentColor : ACCENT;
  const lines = body.list.map((line) => `<li>${escapeHtml(line)}</li>`);
  if (body.more > 0) lines.push(`<li>${escapeHtml(catalog.more(body.more))}</li>`);
  return [
    `<!doctype html><html lang="${catalog.locale}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`,
    `<body style="font-family:sans-serif;line-height:1.5;color:#1b1f24;max-width:40em;margin:0 auto;padding:1em">`,
    parts.logoUrl.startsWith("https://")
      ? `<p><img src="${escapeHtml(parts.logoUrl)}" alt="${escapeHtml(brand)}" height="40"></p>`
      : `<p><strong>${escapeHtml(brand)}</strong></p>`,
    `<p>${escapeHtml(catalog.greeting(recipientName))}</p>`,
    ...body.paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`),
    ...(lines.length > 0 ? [`<ul>${lines.join("")}</ul>`] : []),
    `<p><a href="${escapeHtml(link)}" style="display:inline-block;padding:.6em 1.2em;border-radius:4px;` +
      `background:${accent};color:#ffffff;text-decoration:none">${escapeHtml(body.action)}</a></p>`,
    `<p style="color:#5b6470;font-size:.85em">${escapeHtml(catalog.footer(brand))}</p></body></html>`,
  ].join("\n");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text that stands for itself inside HTML, in attributes too. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
