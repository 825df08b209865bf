import { IconCircleCheck, IconInbox } from "@tabler/icons-react";
import type { Area } from "../../app/area.ts";

/** What every employee does: read, sign, look up what was signed. */
export const toRead: Area = {
  texts: "to-read",
  pages: [
    { path: "/acknowledgements", load: () => import("./to-read-list.tsx").then((file) => file.ToReadList) },
    {
      path: "/acknowledgements/$acknowledgementId",
      load: () => import("./reader.tsx").then((file) => file.Reader),
    },
    { path: "/signed", load: () => import("./signed-list.tsx").then((file) => file.SignedList) },
  ],
  nav: [
    { to: "/acknowledgements", text: "toRead", icon: IconInbox, group: "mine", who: { employee: true } },
    { to: "/signed", text: "signed", icon: IconCircleCheck, group: "mine", who: { employee: true } },
  ],
};
