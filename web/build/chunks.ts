import type { Rolldown } from "vite";

type Groups = NonNullable<Rolldown.CodeSplittingOptions["groups"]>;
type Graph = Rolldown.ChunkingContext;

/** Pages that share a module before it goes into a file with others; what fewer share stays by itself. */
const SHARED_BY = 4;

const OURS = /\/(web\/src|gen)\//;
const ENTRY = /\/web\/src\/main\.tsx$/;
const READING_PAGES = /\/web\/src\/pages\/(sign-in|to-read)\//;
const PACKAGES = /\/node_modules\//;
const CONTROLS = /\/node_modules\/(@mantine|@floating-ui)\//;
/** What the pages for reading need of Mantine; budget.test.ts tells when that becomes more. */
const READING_CONTROLS = [
  /\/node_modules\/(@mantine\/hooks|@tabler)\//,
  /\/node_modules\/@mantine\/core\/.*\/(core|Anchor|Badge|Collapse|Input|InputBase|PasswordInput|TextInput)\//,
];
/** What brings a large package along stays by itself, however many share it. */
const HEAVY = /\/web\/src\/components\/markdown/;

/**
 * Which modules share a file. One for each would be the least to load, and a hundred requests for one page; so there are a
 * few, each for people who need nearly all of it: everybody ("foundation": packages, "core": ours), those who sign in and
 * read ("reading"), those who work here ("controls", "parts").
 */
export const chunks: Groups = [
  { name: "foundation", tags: ["$initial"], test: PACKAGES },
  { name: "core", tags: ["$initial"], test: (id) => OURS.test(id) && !ENTRY.test(id) },
  {
    name: "reading-controls",
    minShareCount: SHARED_BY,
    test: (id) => READING_CONTROLS.some((part) => part.test(id)),
  },
  { name: "controls", minShareCount: SHARED_BY, test: CONTROLS },
  {
    name: (id, graph) => (isForReading(id, graph) ? "reading" : "parts"),
    debugName: "reading or parts",
    minShareCount: SHARED_BY,
    test: (id) => OURS.test(id) && !HEAVY.test(id),
    includeDependenciesRecursively: false,
  },
];

/** Whether a page for reading imports a module, however indirectly. */
function isForReading(id: string, graph: Graph, seen = new Set<string>()): boolean {
  if (READING_PAGES.test(id)) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return graph.getModuleInfo(id)?.importers.some((importer) => isForReading(importer, graph, seen)) ?? false;
}
