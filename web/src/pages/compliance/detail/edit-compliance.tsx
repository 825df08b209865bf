import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import type { CustomerCompliance } from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { FormDialog } from "../../../components/form-dialog.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { UserPicker } from "../../../components/user-picker.tsx";
import { USERS_READERS } from "../../access/who.ts";

/** Title, note, and who answers for it; everything else is counted. */
export function EditCompliance({
  compliance,
  onClose,
}: {
  readonly compliance: CustomerCompliance;
  readonly onClose: () => void;
}) {
  const t = useTexts("compliance");
  const client = useClient(ComplianceService);
  const fresh = useFresh();
  const maySeeUsers = useMay(USERS_READERS);
  const [began] = useState(compliance);
  const [title, setTitle] = useState(began.title);
  const [note, setNote] = useState(began.note);
  const [ownerUserId, setOwner] = useState(began.ownerUserId);
  const action = useAction(async (overwrite = false) => {
    const changed = [
      ...(title.trim() === began.title ? [] : ["title"]),
      ...(note.trim() === began.note ? [] : ["note"]),
      ...(ownerUserId === began.ownerUserId ? [] : ["owner_user_id"]),
    ];
    if (changed.length > 0) {
      await client.updateCustomerCompliance({
        customerCompliance: { id: began.id, title: title.trim(), note: note.trim(), ownerUserId },
        updateMask: { paths: changed },
        etag: overwrite ? "" : began.etag,
        requestId: newRequestId(),
      });
      await fresh(ComplianceService);
      toastDone(t("saved"));
    }
    onClose();
  });
  return (
    <FormDialog
      title={t("detail.edit", { title: began.title })}
      action={action}
      submit={t("save")}
      disabled={title.trim() === "" || (maySeeUsers && ownerUserId === "")}
      changes={ComplianceService}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={t("detail.title")}
        required
        maxLength={200}
        value={title}
        error={action.fault("title")}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      {maySeeUsers && (
        <UserPicker
          label={t("owner")}
          description={t("ownerText")}
          placeholder={t("none")}
          value={ownerUserId}
          onChange={setOwner}
          error={action.fault("owner_user_id")}
        />
      )}
      <Textarea
        label={t("note")}
        description={t("noteText")}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={10_000}
        value={note}
        error={action.fault("note")}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
