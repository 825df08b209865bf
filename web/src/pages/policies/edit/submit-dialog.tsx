import { Anchor, List, Text, Textarea } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useGo } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { FormDialog } from "../../../components/form-dialog.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { keysOf } from "../parts/texts-of-source.ts";
import type { PolicyValues } from "../parts/use-values.ts";
import { ApproverFields, type ApproverRule, isSameRule, ruleOf } from "./approver-fields.tsx";
import { conflictsIn } from "./conflict-markers.ts";
import type { WorkingCopy } from "./working-copy.ts";

/** Sends the draft to its approvers: who they are, how many must agree, and a word to them. */
export function SubmitDialog({
  policy,
  text,
  values,
  copy,
  onClose,
}: {
  readonly policy: Policy;
  readonly text: string;
  readonly values: PolicyValues;
  readonly copy: WorkingCopy;
  readonly onClose: () => void;
}) {
  const t = useTexts("policies");
  const go = useGo();
  const policies = useClient(PolicyService);
  const fresh = useFresh();
  const [rule, setRule] = useState<ApproverRule>(() => ruleOf(policy.approvalRule));
  const [comment, setComment] = useState("");
  const missing = keysOf(text).filter((key) => !values.active.has(key));
  const conflicts = conflictsIn(text).length;
  const blocked = missing.length > 0 || conflicts > 0 || text.trim() === "";
  const submit = useAction(async () => {
    if (!(await copy.flush())) {
      onClose();
      return;
    }
    if (!isSameRule(rule, ruleOf(policy.approvalRule))) {
      await policies.updatePolicy({
        policy: {
          id: policy.id,
          approvalRule: {
            approverUserIds: [...rule.userIds],
            approverRole: rule.role,
            requiredApprovals: rule.required,
          },
        },
        updateMask: { paths: ["approval_rule"] },
        requestId: newRequestId(),
      });
    }
    await policies.submitForApproval({
      policyId: policy.id,
      comment: comment.trim(),
      requestId: newRequestId(),
    });
    await fresh(PolicyService);
    toastDone(t("submit.done"));
    go(`/policies/${policy.id}`);
  }, t);
  return (
    <FormDialog
      title={t("submit.title")}
      size="lg"
      action={submit}
      submit={t("submit.confirm")}
      disabled={blocked}
      onClose={onClose}
    >
      {blocked && (
        <div>
          <Text fw={600}>{t("submit.before")}</Text>
          <List size="sm">
            {text.trim() === "" && <List.Item>{t("submit.empty")}</List.Item>}
            {conflicts > 0 && <List.Item>{t("submit.conflicts", { count: conflicts })}</List.Item>}
            {missing.map((key) => (
              <List.Item key={key}>
                {t(values.pending.has(key) ? "submit.pendingKey" : "submit.missingKey", { key })}{" "}
                <Anchor
                  component={Link}
                  inherit
                  underline="always"
                  to={`/policies/${policy.id}/configurations${values.pending.has(key) ? "" : `?set=${key}`}`}
                >
                  {t("submit.toValues")}
                </Anchor>
              </List.Item>
            ))}
          </List>
        </div>
      )}
      <ApproverFields rule={rule} onChange={setRule} fault={submit.fault} />
      <Textarea
        label={t("submit.comment")}
        description={t("optional")}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={10_000}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
