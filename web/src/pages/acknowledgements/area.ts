import { IconAlarm, IconSignature } from "@tabler/icons-react";
import type { Area } from "../../app/area.ts";
import { loadTexts } from "../../app/texts.ts";
import { ACKNOWLEDGEMENT_READERS } from "./who.ts";

const who = ACKNOWLEDGEMENT_READERS;

/** Everybody's acknowledgements: the table, each one, and who is late. */
export const acknowledgements: Area = {
  texts: "acknowledgements",
  pages: [
    {
      path: "/acknowledgements/all",
      who,
      load: () => import("./acknowledgements-page.tsx").then((file) => file.AcknowledgementsPage),
    },
    {
      path: "/acknowledgements/all/$acknowledgementId",
      who,
      load: async () => {
        const [file] = await Promise.all([
          import("./one/acknowledgement-page.tsx"),
          loadTexts("to-read"), // receipts are told in its words
        ]);
        return file.AcknowledgementPage;
      },
    },
    {
      path: "/reports/overdue",
      who,
      load: () => import("./reports/overdue-page.tsx").then((file) => file.OverduePage),
    },
  ],
  nav: [
    { to: "/acknowledgements/all", text: "acknowledgements", icon: IconSignature, group: "people", who },
    { to: "/reports/overdue", text: "overdue", icon: IconAlarm, group: "people", who },
  ],
};
