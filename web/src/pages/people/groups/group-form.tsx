import { Textarea, TextInput } from "@mantine/core";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import type { Group } from "#gen/countersign/employee/v1/group_pb.ts";
import { useAction } from "../../../app/action.ts";
import { useClient } from "../../../app/client.ts";
import { useDraft } from "../../../app/draft.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { SaveBar } from "../../../components/save-bar.tsx";
import { Section } from "../../../components/section.tsx";
import { toastDone } from "../../../components/toast-store.ts";

/** The name and the purpose of a group, edited in place. */
export function GroupForm({
  group,
  readOnly,
  refetch,
}: {
  readonly group: Group;
  readonly readOnly: boolean;
  readonly refetch: () => Promise<unknown>;
}) {
  const t = useTexts("people");
  const client = useClient(EmployeeService);
  const fresh = useFresh();
  const draft = useDraft({ name: group.name, description: group.description }, group.etag);
  const { name, description } = draft.value;
  const save = useAction(async (overwrite = false) => {
    await client.updateGroup({
      group: { id: group.id, name: name.trim(), description: description.trim() },
      updateMask: { paths: ["name", "description"] },
      etag: overwrite ? "" : draft.etag,
    });
    await fresh(EmployeeService);
    draft.reset();
    toastDone(t("saved"));
  }, t);
  return (
    <Section title={t("group.details")}>
      <TextInput
        label={t("groups.name")}
        description={readOnly ? undefined : t("group.renameHint")}
        maxLength={200}
        value={name}
        readOnly={readOnly}
        error={save.fault("name")}
        onChange={(event) => draft.set({ name: event.currentTarget.value })}
      />
      <Textarea
        label={t("groups.description")}
        autosize
        minRows={1}
        maxLength={2000}
        value={description}
        readOnly={readOnly}
        error={save.fault("description")}
        onChange={(event) => draft.set({ description: event.currentTarget.value })}
      />
      <SaveBar draft={draft} save={save} reload={refetch} disabled={name.trim() === ""} />
    </Section>
  );
}
