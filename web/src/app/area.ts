import type { ComponentType } from "react";
import type { Who } from "./session.tsx";

/** One page. */
export interface Page {
  /** Such as `/policies/$policyId`. */
  readonly path: string;
  /** Imports its file and gives the component; it is loaded when somebody goes there. */
  readonly load: () => Promise<ComponentType>;
  /** Who may see it; others are told that they may not. Nothing: everybody who is signed in. */
  readonly who?: Who;
  /** Pages for people who aren't signed in: without the shell. */
  readonly open?: boolean;
}

/** Where an entry stands in the navigation. */
export type NavGroup = "home" | "mine" | "policies" | "people" | "assurance" | "administration" | "platform";

/** An entry of the navigation. Its text is `nav.<text>` in texts/…/work.json, or app.json if everybody has it. */
export interface NavItem {
  readonly to: string;
  readonly text: string;
  readonly icon: ComponentType<{ size?: number | string; stroke?: number | string; "aria-hidden"?: boolean }>;
  readonly group: NavGroup;
  readonly who?: Who;
}

/** A part of the client: its pages, its entries in the navigation, and the catalog with its texts. */
export interface Area {
  /** The catalog: texts/<language>/<texts>.json. */
  readonly texts: string;
  readonly pages: readonly Page[];
  readonly nav?: readonly NavItem[];
}
