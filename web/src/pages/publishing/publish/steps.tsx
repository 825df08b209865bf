import { UnstyledButton } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTexts } from "../../../app/texts.ts";
import classes from "./publish.module.css";

/** The steps in their order, as the address names them. */
export const STEPS = ["check", "audience", "signing", "confirm"] as const;

/** Where one is on the way to a publication; every step can be gone to. */
export function Steps({ at, onChange }: { readonly at: number; readonly onChange: (index: number) => void }) {
  const t = useTexts("publishing");
  return (
    <nav aria-label={t("publish.steps.label")}>
      <ol className={classes.steps}>
        {STEPS.map((step, i) => (
          <li key={step} data-past={i < at || undefined}>
            <UnstyledButton
              className={classes.step}
              aria-current={i === at ? "step" : undefined}
              onClick={() => onChange(i)}
            >
              <span className={classes.number} aria-hidden>
                {i < at ? <IconCheck size={14} /> : i + 1}
              </span>
              <span className={classes.name}>{t(`publish.steps.${step}`)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ol>
    </nav>
  );
}
