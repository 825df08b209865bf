import { Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { PolicyConfiguration } from "#gen/countersign/policy/v1/policy_configuration_pb.ts";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { FormDialog } from "../../../components/form-dialog.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { type TypedValue, typedOf, ValueFields, valueTyped } from "./value-fields.tsx";

const KEY = /^[a-z][a-z0-9_]{0,63}$/;

/** Proposes a value for a key; somebody else has to approve it. */
export function ProposeValue({
  policy,
  name,
  present,
  onClose,
}: {
  readonly policy: Policy;
  /** The key; "" for a new one. */
  readonly name: string;
  readonly present: PolicyConfiguration | undefined;
  readonly onClose: () => void;
}) {
  const t = useTexts("policies");
  const policies = useClient(PolicyService);
  const fresh = useFresh();
  const [key, setKey] = useState(name);
  const [typed, setTyped] = useState<TypedValue>(() => typedOf(present?.value));
  const [comment, setComment] = useState("");
  const value = valueTyped(typed);
  const propose = useAction(async () => {
    if (!value) return;
    await policies.setPolicyConfiguration({
      policyId: policy.id,
      key,
      value,
      comment: comment.trim(),
      requestId: newRequestId(),
    });
    await fresh(PolicyService);
    toastDone(t("values.proposed"));
    onClose();
  }, t);
  return (
    <FormDialog
      title={name === "" ? t("values.new") : t("values.setTitle", { key: name })}
      action={propose}
      submit={t("values.propose")}
      disabled={!value || !KEY.test(key)}
      onClose={onClose}
    >
      {name === "" && (
        <TextInput
          data-autofocus
          label={t("values.key")}
          description={t("values.keyHint")}
          required
          maxLength={64}
          value={key}
          error={key !== "" && !KEY.test(key) ? t("values.keyForm") : propose.fault("key")}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
      )}
      <ValueFields typed={typed} onChange={setTyped} fault={propose.fault("value")} />
      <Textarea
        label={t("values.why")}
        description={t("optional")}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={10_000}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed">
        {t("values.proposeText")}
      </Text>
    </FormDialog>
  );
}
