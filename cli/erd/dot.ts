import { columnsOf } from "./columns.ts";
import type { Entity, Field } from "./entity.ts";

/** What the diagram shows. */
export interface Diagram {
  /** The services' own collections. */
  readonly entities: readonly Entity[];
  /** What the runtime adds to each service's database; drawn once. */
  readonly everywhere: readonly Entity[];
}

interface Layout {
  readonly known: ReadonlyMap<string, Entity>;
  readonly columns: ReadonlyMap<Entity, number>;
}

const FONT = "Arial";
const TENANT = "customer.Customer";
const INK = "#1f2933";
const FAINT = "#7b8794";
const COLORS: Readonly<Record<string, string>> = {
  customer: "#8a5a00",
  identity: "#7a3b9a",
  employee: "#0b6e4f",
  policy: "#1b5fae",
  acknowledgement: "#b03052",
  compliance: "#3f6212",
  notification: "#a04a16",
  audit: "#475569",
};

/**
 * The diagram in Graphviz's DOT, the same text for the same schemas: a cluster per service, a table per collection, an
 * arrow per reference. References to the customer are drawn once per service, since nearly every collection has one.
 * Throws when a field refers to a model that doesn't exist.
 */
export function toDot({ entities, everywhere }: Diagram): string {
  const layout: Layout = {
    known: new Map(entities.map((entity) => [keyOf(entity), entity])),
    columns: columnsOf([...entities, ...everywhere]),
  };
  const services = [...new Set(entities.map((entity) => entity.service))];
  const ofService = (service: string): Entity[] =>
    entities
      .filter((entity) => entity.service === service)
      .sort((a, b) => compare(a.collection, b.collection));
  return [
    "digraph countersign {",
    `graph [rankdir=LR, compound=true, newrank=true, nodesep=0.16, ranksep=1.6, pad=0.4, splines=spline, fontname=${FONT}, bgcolor=white];`,
    `node [shape=plain, fontname=${FONT}, fontsize=10, fontcolor="${INK}"];`,
    `edge [fontname=${FONT}, fontsize=9, arrowsize=0.7, color="${FAINT}"];`,
    ...services.map((service) => cluster(service, service, ofService(service), colorOf(service))),
    cluster("runtime", "in the database of every service", everywhere, FAINT),
    legend(),
    ...ranks(layout.columns),
    ...entities.toSorted((a, b) => compare(keyOf(a), keyOf(b))).flatMap((entity) => arrows(entity, layout)),
    ...services
      .filter((service) => service !== "customer")
      .flatMap((service) => tenantArrow(ofService(service), layout)),
    "}",
    "",
  ].join("\n");
}

const keyOf = (entity: Entity): string => `${entity.service}.${entity.model}`;
const colorOf = (service: string): string => COLORS[service] ?? INK;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const quoted = (text: string): string => JSON.stringify(text);
const html = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const faint = (text: string): string => `<FONT COLOR="${FAINT}">${text}</FONT>`;

function cluster(name: string, title: string, entities: readonly Entity[], color: string): string {
  return [
    `subgraph ${quoted(`cluster_${name}`)} {`,
    `graph [label=${quoted(title)}, labeljust=l, fontsize=20, fontcolor="${color}", color="${color}", style=rounded, margin=14];`,
    ...entities.map((entity) => `${quoted(keyOf(entity))} [label=<${table(entity, color)}>];`),
    "}",
  ].join("\n");
}

/** Puts each entity into its column: Graphviz itself would stack all services in one. */
function ranks(columns: Layout["columns"]): string[] {
  const entities = [...columns.keys()];
  const last = Math.max(...columns.values());
  const numbers = Array.from({ length: last + 1 }, (_, column) => column);
  return [
    `node [style=invis, width=0, height=0, label=""];`,
    `${numbers.map((column) => `"column ${column}"`).join(" -> ")} [style=invis];`,
    ...numbers.map((column) => {
      const members = entities.filter((entity) => columns.get(entity) === column).map(keyOf);
      return `{ rank=same; ${[`column ${column}`, ...members, ...(column === 0 ? ["legend"] : [])].map(quoted).join("; ")} }`;
    }),
  ];
}

function table(entity: Entity, color: string): string {
  const together = entity.uniqueTogether.map(
    (fields) =>
      `<TR><TD COLSPAN="3" ALIGN="LEFT">${faint(`unique together: ${html(fields.join(", "))}`)}</TD></TR>`,
  );
  return [
    `<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="3" COLOR="${color}">`,
    `<TR><TD COLSPAN="3" BGCOLOR="${color}" ALIGN="LEFT"><FONT COLOR="white" POINT-SIZE="13"><B>${html(entity.collection)}</B></FONT></TD></TR>`,
    ...entity.fields.map(row),
    ...together,
    "</TABLE>",
  ].join("");
}

function row(field: Field): string {
  const name = html(field.path.slice(field.path.lastIndexOf(".") + 1));
  const shown = field.path === "_id" ? `<B>${name}</B>` : name;
  const indent = "&nbsp;&nbsp;&nbsp;".repeat(field.depth);
  const type = faint(html(field.optional ? `${field.type}?` : field.type));
  return `<TR><TD ALIGN="LEFT" PORT=${quoted(field.path)}>${indent}${shown}</TD><TD ALIGN="LEFT">${type}</TD><TD ALIGN="RIGHT" PORT=${quoted(`${field.path} end`)}>${marks(field)}</TD></TR>`;
}

function marks(field: Field): string {
  const all = [
    field.path === "_id" ? "PK" : "",
    field.ref ? "FK" : "",
    field.unique && field.path !== "_id" ? "U" : "",
    field.indexed && !field.unique ? "I" : "",
  ].filter((mark) => mark !== "");
  return all.length > 0 ? `<B>${all.join(" ")}</B>` : " ";
}

function arrows(entity: Entity, { known, columns }: Layout): string[] {
  return entity.fields.flatMap((field) => {
    if (field.ref === undefined) return [];
    const target = known.get(field.ref);
    if (!target)
      throw new Error(
        `${keyOf(entity)}: ${field.path} refers to ${field.ref}, which is no model of any service.`,
      );
    if (field.ref === TENANT && entity.service !== "customer") return [];
    const style =
      target.service === entity.service ? `color="${colorOf(entity.service)}", penwidth=1.4` : "style=dashed";
    const way = Math.sign((columns.get(entity) ?? 0) - (columns.get(target) ?? 0));
    const from = `${quoted(field.ref)}:${way > 0 ? '"_id end":e' : '"_id":w'}`;
    const to = `${quoted(keyOf(entity))}:${way < 0 ? `${quoted(`${field.path} end`)}:e` : `${quoted(field.path)}:w`}`;
    return `${from} -> ${to} [dir=back, constraint=false, ${style}];`;
  });
}

/** One arrow for all references of a service to the customer, from the service's frame. */
function tenantArrow(entities: readonly Entity[], { known, columns }: Layout): string[] {
  const tenant = known.get(TENANT);
  const from = entities.find((entity) => entity.fields.some((field) => field.ref === TENANT));
  if (!from || !tenant) return [];
  const below = columns.get(from) === columns.get(tenant);
  const port = below ? '"_id":w' : '"_id end":e';
  // Graphviz can't end an arrow at a frame that its beginning lies within the width of.
  const frame = below ? "" : `lhead=${quoted(`cluster_${from.service}`)}, `;
  return [
    `${quoted(TENANT)}:${port} -> ${quoted(keyOf(from))} [dir=back, ${frame}style=dotted, color="${colorOf("customer")}", constraint=false];`,
  ];
}

function legend(): string {
  const line = (mark: string, meaning: string): string =>
    `<TR><TD ALIGN="LEFT"><B>${mark}</B></TD><TD ALIGN="LEFT">${meaning}</TD></TR>`;
  const rows = [
    line("PK FK", "primary key; id of a document elsewhere"),
    line("U I", "in a unique index; in another index"),
    line("?", "may be absent"),
    line("solid", "reference within a service"),
    line("dashed", "id from another service, known by its events"),
    line("dotted", "customerId of all collections of a service"),
  ];
  return `"legend" [label=<<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="4" COLOR="${FAINT}">${rows.join("")}</TABLE>>];`;
}
