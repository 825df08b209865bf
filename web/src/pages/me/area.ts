import { IconUserCircle } from "@tabler/icons-react";
import type { Area } from "../../app/area.ts";

/** One's own account. */
export const me: Area = {
  texts: "me",
  pages: [{ path: "/me", load: () => import("./my-account.tsx").then((file) => file.MyAccount) }],
  nav: [{ to: "/me", text: "me", icon: IconUserCircle, group: "mine" }],
};
