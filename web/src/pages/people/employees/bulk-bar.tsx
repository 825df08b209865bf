import { Button, Text } from "@mantine/core";
import { IconUsersPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTexts } from "../../../app/texts.ts";
import type { Selection } from "../../../components/table/selection.ts";
import classes from "../people.module.css";
import { AddToGroup } from "./add-to-group.tsx";

/** What can be done with the employees that are chosen. */
export function BulkBar({ selection }: { readonly selection: Selection }) {
  const t = useTexts("people");
  const [adding, setAdding] = useState(false);
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t("bulk.label")}>
      {selection.size === 0 ? (
        <Text size="sm" c="dimmed">
          {t("bulk.hint")}
        </Text>
      ) : (
        <>
          <Text size="sm" fw={600} mr="xs">
            {t("table.selected", { count: selection.size })}
          </Text>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconUsersPlus size={16} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t("bulk.addToGroup")}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            c="var(--mantine-color-text)"
            leftSection={<IconX size={16} aria-hidden />}
            onClick={selection.clear}
          >
            {t("bulk.clear")}
          </Button>
        </>
      )}
      {adding && (
        <AddToGroup employeeIds={selection.keys} onClose={() => setAdding(false)} onDone={selection.clear} />
      )}
    </div>
  );
}
