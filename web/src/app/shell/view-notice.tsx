import { Button, Group, Text } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { customerView, leaveCustomer } from "../customer-view.ts";
import { useTexts } from "../texts.ts";
import classes from "./view-notice.module.css";

/** Tells an operator whose things are shown, and that it is recorded; for as long as they look. */
export function ViewNotice() {
  const t = useTexts();
  const view = customerView();
  if (!view) return null;
  return (
    <section className={classes.notice} aria-label={t("view.label")}>
      <Group gap="xs" wrap="nowrap" miw={0}>
        <IconEye size={18} aria-hidden className={classes.icon} />
        <Text size="sm">{t("view.text", { name: view.name, reason: view.reason })}</Text>
      </Group>
      <Button size="compact-sm" variant="default" onClick={leaveCustomer}>
        {t("view.leave")}
      </Button>
    </section>
  );
}
