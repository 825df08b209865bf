import { Loader } from "@mantine/core";
import { IconAlertTriangle, IconCloudCheck, IconPencil } from "@tabler/icons-react";
import { useTexts } from "../../../app/texts.ts";
import classes from "./edit.module.css";
import type { CopyView } from "./working-copy.ts";

/** Says where one's changes are. */
export function SaveStatus({ view: { state } }: { readonly view: CopyView }) {
  const t = useTexts("policies");
  return (
    <span className={classes.saved} data-state={state} role="status">
      {state === "saved" && <IconCloudCheck size={18} stroke={1.7} aria-hidden />}
      {state === "waiting" && <IconPencil size={18} stroke={1.7} aria-hidden />}
      {state === "saving" && <Loader size={14} aria-hidden />}
      {(state === "failed" || state === "conflict") && <IconAlertTriangle size={18} aria-hidden />}
      {t(`saving.${state}`)}
    </span>
  );
}
