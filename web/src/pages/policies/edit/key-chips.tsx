import { Anchor, Button, Text, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconBraces } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTexts } from "../../../app/texts.ts";
import { valueText } from "../parts/configuration-value.ts";
import { keysOf } from "../parts/texts-of-source.ts";
import type { PolicyValues } from "../parts/use-values.ts";
import classes from "./edit.module.css";

/** The values that the text can use: a click puts the key into it. Keys without a value stand out. */
export function KeyChips({
  policyId,
  text,
  values,
  onInsert,
}: {
  readonly policyId: string;
  readonly text: string;
  readonly values: PolicyValues;
  readonly onInsert: (key: string) => void;
}) {
  const t = useTexts("policies");
  const keys = [...new Set([...keysOf(text), ...values.active.keys(), ...values.pending.keys()])];
  return (
    <section className={classes.chips} aria-label={t("keys.label")}>
      <Text size="sm" c="dimmed">
        {t(keys.length > 0 ? "keys.label" : "keys.none")}
      </Text>
      {keys.map((key) => {
        const active = values.active.get(key);
        const pending = values.pending.get(key);
        return (
          <Tooltip key={key} label={t(active ? "keys.insert" : pending ? "keys.pending" : "keys.missing")}>
            <Button
              className={classes.chip}
              size="compact-sm"
              variant="default"
              fw={450}
              leftSection={
                active ? (
                  <IconBraces size={14} aria-hidden />
                ) : (
                  <IconAlertTriangle size={14} aria-hidden color="var(--mantine-color-orange-6)" />
                )
              }
              onClick={() => onInsert(key)}
            >
              {t(active ? "keys.value" : pending ? "keys.pendingValue" : "keys.noValue", {
                key,
                value: valueText((active ?? pending)?.value),
              })}
            </Button>
          </Tooltip>
        );
      })}
      <Anchor component={Link} size="sm" to={`/policies/${policyId}/configurations`}>
        {t("keys.manage")}
      </Anchor>
    </section>
  );
}
