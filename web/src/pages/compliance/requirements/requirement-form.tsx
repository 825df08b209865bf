import { Select, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import {
  type Requirement,
  RequirementType,
  RequirementTypeSchema,
} from "#gen/countersign/compliance/v1/framework_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { FormDialog } from "../../../components/form-dialog.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { TYPES } from "./types.ts";

const typeName = (type: RequirementType): string => RequirementTypeSchema.value[type]?.localName ?? "OTHER";

/** A requirement of the company's own: makes one, or changes one. */
export function RequirementForm({
  requirement,
  frameworkId,
  onClose,
}: {
  /** The one to change; undefined for a new one. */
  readonly requirement?: Requirement | undefined;
  /** Where a new one belongs, frm_…; "": it stands alone. */
  readonly frameworkId: string;
  readonly onClose: () => void;
}) {
  const t = useTexts("compliance");
  const client = useClient(ComplianceService);
  const fresh = useFresh();
  const [value, setValue] = useState({
    identifier: requirement?.identifier ?? "",
    title: requirement?.title ?? "",
    description: requirement?.description ?? "",
    type: requirement?.type ?? RequirementType.OTHER,
  });
  const set = (changes: Partial<typeof value>): void => setValue((before) => ({ ...before, ...changes }));
  const action = useAction(async (overwrite = false) => {
    const values = {
      ...value,
      identifier: value.identifier.trim(),
      title: value.title.trim(),
      description: value.description.trim(),
    };
    if (requirement)
      await client.updateRequirement({
        requirement: { id: requirement.id, ...values },
        updateMask: { paths: ["identifier", "title", "description", "type"] },
        etag: overwrite ? "" : requirement.etag,
        requestId: newRequestId(),
      });
    else await client.createRequirement({ frameworkId, ...values, requestId: newRequestId() });
    await fresh(ComplianceService);
    toastDone(t(requirement ? "saved" : "own.created", { name: values.identifier }));
    onClose();
  });
  return (
    <FormDialog
      title={t(requirement ? "own.edit" : "own.new", { name: requirement?.identifier ?? "" })}
      size="lg"
      action={action}
      submit={t(requirement ? "save" : "own.create")}
      disabled={value.identifier.trim() === "" || value.title.trim() === ""}
      changes={ComplianceService}
      onClose={onClose}
    >
      {!requirement && <Text size="sm">{t("own.newText")}</Text>}
      <TextInput
        data-autofocus
        label={t("own.identifier")}
        description={t("own.identifierText")}
        required
        maxLength={50}
        maw={280}
        value={value.identifier}
        error={action.fault("identifier")}
        onChange={(event) => set({ identifier: event.currentTarget.value })}
      />
      <TextInput
        label={t("own.title")}
        required
        maxLength={200}
        value={value.title}
        error={action.fault("title")}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <Select
        label={t("own.type")}
        maw={360}
        allowDeselect={false}
        data={TYPES.map((type) => ({ value: typeName(type), label: t(`type.${typeName(type)}`) }))}
        value={typeName(value.type)}
        error={action.fault("type")}
        onChange={(name) =>
          name && set({ type: TYPES.find((type) => typeName(type) === name) ?? value.type })
        }
      />
      <Textarea
        label={t("own.description")}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={10_000}
        value={value.description}
        error={action.fault("description")}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
    </FormDialog>
  );
}
