import { ActionIcon, Tooltip } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import type { RequirementCoverage } from "#gen/countersign/compliance/v1/coverage_pb.ts";
import type { Requirement } from "#gen/countersign/compliance/v1/framework_pb.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { undoable } from "../../../components/undo.ts";
import { RequirementForm } from "./requirement-form.tsx";

/** Makes, changes and deletes the company's own requirements of a page. */
export function useOwn(frameworkId: string): {
  /** Whether one was just deleted. */
  readonly isGone: (row: RequirementCoverage) => boolean;
  /** The buttons of a row; none for the platform's requirements. */
  readonly actsOf: (row: RequirementCoverage) => ReactNode;
  readonly add: () => void;
  /** The open dialog, if any. */
  readonly dialog: ReactNode;
} {
  const t = useTexts("compliance");
  const client = useClient(ComplianceService);
  const fresh = useFresh();
  const [open, setOpen] = useState<{ readonly requirement?: Requirement }>();
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const remove = ({ id, identifier, etag }: Requirement): void =>
    undoable({
      text: t("own.deleted", { name: identifier }),
      apply: () => setGone((before) => new Set([...before, id])),
      rollback: () => setGone((before) => new Set([...before].filter((one) => one !== id))),
      commit: async () => {
        await client.deleteRequirement({ requirementId: id, etag, requestId: newRequestId() });
        await fresh(ComplianceService);
      },
    });
  return {
    isGone: ({ requirement }) => gone.has(requirement?.id ?? ""),
    add: () => setOpen({}),
    actsOf: ({ requirement, customerComplianceId }) => {
      if (!requirement || requirement.customerId === "") return null;
      const name = requirement.identifier;
      const used = customerComplianceId !== "";
      return (
        <>
          <Tooltip label={t("edit")}>
            <ActionIcon
              variant="default"
              size={30}
              aria-label={t("own.edit", { name })}
              onClick={() => setOpen({ requirement })}
            >
              <IconPencil size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t(used ? "own.used" : "delete")}>
            <ActionIcon
              variant="default"
              size={30}
              aria-label={t("own.delete", { name })}
              aria-disabled={used}
              data-disabled={used || undefined}
              onClick={() => !used && remove(requirement)}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </>
      );
    },
    dialog: open && (
      <RequirementForm {...open} frameworkId={frameworkId} onClose={() => setOpen(undefined)} />
    ),
  };
}
