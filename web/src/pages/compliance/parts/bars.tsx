import { Group, Text } from "@mantine/core";
import { useTexts } from "../../../app/texts.ts";
import classes from "../compliance.module.css";
import type { CoverageCounts } from "./coverage.ts";

/** How many requirements are covered, planned and gaps: in numbers, and as a bar of three parts. */
export function CoverageBar({ counts }: { readonly counts: CoverageCounts }) {
  const t = useTexts("compliance");
  const { covered, planned, gaps } = counts;
  const parts = [
    ["covered", covered],
    ["planned", planned],
    ["gap", gaps],
  ] as const;
  return (
    <div>
      <div className={classes.bar} aria-hidden>
        {parts.map(
          ([state, count]) =>
            count > 0 && <span key={state} data-state={state} style={{ flexGrow: count }} />,
        )}
      </div>
      <ul className={classes.legend}>
        {parts.map(([state, count]) => (
          <li key={state} data-state={state}>
            {t(`legend.${state}`, { count })}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Signatures there of all: per cent, a bar, and the numbers. */
export function SignatureBar({
  percentage,
  signed,
  all,
}: {
  readonly percentage: number;
  readonly signed: number;
  readonly all: number;
}) {
  const t = useTexts("compliance");
  return (
    <div>
      <div className={classes.bar} aria-hidden>
        {percentage > 0 && <span data-state="signed" style={{ flexGrow: percentage }} />}
        {percentage < 100 && <span data-state="gap" style={{ flexGrow: 100 - percentage }} />}
      </div>
      <Group justify="space-between" gap="xs" mt={6}>
        <Text size="sm" c="dimmed">
          {t(all === 0 ? "signatures.none" : "signatures.of", { signed, all })}
        </Text>
        <Text size="sm" fw={600} className={classes.number}>
          {t("percent", { percent: percentage })}
        </Text>
      </Group>
    </div>
  );
}
