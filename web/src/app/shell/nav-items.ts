import type { NavGroup, NavItem } from "../area.ts";
import { areas } from "../areas.ts";
import { type Me, may } from "../session.tsx";

const ORDER: readonly NavGroup[] = [
  "platform",
  "home",
  "mine",
  "policies",
  "people",
  "assurance",
  "administration",
];

/** The navigation of somebody: groups in their order, each with what that person may open. */
export function navFor(me: Me): readonly { readonly group: NavGroup; readonly items: readonly NavItem[] }[] {
  const items = areas()
    .flatMap((area) => area.nav ?? [])
    .filter((item) => may(me, item.who ?? {}));
  return ORDER.map((group) => ({ group, items: items.filter((item) => item.group === group) })).filter(
    (section) => section.items.length > 0,
  );
}

/** Whether somebody only reads and signs: then a phone shows a bar at the bottom in place of the menu. */
export const isReaderOnly = (me: Me): boolean =>
  navFor(me).every((section) => section.group === "mine" || section.group === "home");
