import { CloseButton, Text } from "@mantine/core";
import type { MouseEvent } from "react";
import { useTexts } from "../../../app/texts.ts";
import classes from "../compliance.module.css";
import { type MapTarget, useMapping } from "./mapping.tsx";
import { PolicyLink } from "./policy-link.tsx";

/** The policies of a requirement, each with a way to remove it. */
export function MappedChips({
  target,
  mayManage,
}: {
  readonly target: MapTarget;
  readonly mayManage: boolean;
}) {
  const t = useTexts("compliance");
  const { unmap } = useMapping();
  if (target.policies.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label={t("requirement.policies", { name: target.name })}>
      {target.policies.map((policy) => (
        <li key={policy.policyId}>
          <PolicyLink policyId={policy.policyId} title={policy.title} />
          {!policy.published && (
            <Text span size="xs" c="dimmed">
              {t("policy.draft")}
            </Text>
          )}
          {mayManage && (
            <CloseButton
              size="xs"
              aria-label={t("unmap.label", { title: policy.title, name: target.name })}
              onClick={(event) => {
                focusRow(event);
                unmap(target, policy);
              }}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

/** The button that was pressed goes away: the row's other button takes the focus. */
function focusRow(event: MouseEvent<HTMLElement>): void {
  event.currentTarget.closest("[data-row]")?.querySelector<HTMLElement>("[data-map]")?.focus();
}
