import { useQuery } from "@connectrpc/connect-query";
import { NumberInput, Select, Text, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import type { Employee } from "#gen/countersign/employee/v1/employee_pb.ts";
import { PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { FormDialog } from "../../../components/form-dialog.tsx";
import { toastDone } from "../../../components/toast-store.ts";

/** Asks one person to sign a policy in force, whether it applies to them or not. */
export function AskToSign({
  employee: { id, name },
  onClose,
}: {
  readonly employee: Employee;
  readonly onClose: () => void;
}) {
  const t = useTexts("people");
  const client = useClient(AcknowledgementService);
  const fresh = useFresh();
  const [policyId, setPolicyId] = useState("");
  const [days, setDays] = useState<number | string>("");
  const [comment, setComment] = useState("");
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed.trim(), 200);
  const { data } = useQuery(
    PolicyService.method.listPolicies,
    { statuses: [PolicyStatus.PUBLISHED], pageSize: 100, query },
    { placeholderData: keepPreviousData },
  );
  const [title, setTitle] = useState("");
  const options = new Map((data?.policies ?? []).map((policy) => [policy.id, policy.title]));
  if (policyId !== "") options.set(policyId, title);
  const action = useAction(async () => {
    await client.createAcknowledgement({
      employeeId: id,
      policyId,
      dueDays: Number(days) || 0,
      comment: comment.trim(),
      requestId: newRequestId(),
    });
    await fresh(AcknowledgementService);
    toastDone(t("ask.done", { name, title }));
    onClose();
  }, t);
  return (
    <FormDialog
      title={t("ask.title", { name })}
      action={action}
      submit={t("ask.submit")}
      disabled={policyId === ""}
      onClose={onClose}
    >
      <Text size="sm">{t("ask.text")}</Text>
      <Select
        data-autofocus
        label={t("ask.policy")}
        description={t("ask.policyHint")}
        searchable
        openOnFocus={false}
        required
        filter={({ options: all }) => all}
        nothingFoundMessage={t("ask.noPolicy")}
        data={[...options].map(([value, label]) => ({ value, label }))}
        value={policyId || null}
        error={action.fault("policy_id")}
        onSearchChange={(text) => setTyped(text === title ? "" : text)}
        onChange={(value) => {
          setPolicyId(value ?? "");
          setTitle(options.get(value ?? "") ?? "");
        }}
      />
      <NumberInput
        label={t("ask.days")}
        description={t("ask.daysHint")}
        min={1}
        max={3650}
        allowDecimal={false}
        value={days}
        error={action.fault("due_days")}
        onChange={setDays}
      />
      <Textarea
        label={t("ask.comment")}
        description={t("ask.commentHint")}
        autosize
        minRows={2}
        maxLength={10000}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
