import { Anchor, Button, Group, List, Modal, Stack, Text, Textarea } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useGo } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";
import { FormProblem } from "../../../components/form-errors.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { keysOf } from "../parts/texts-of-source.ts";
import { usePolicyAction } from "../parts/use-policy-action.ts";
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
  const submit = usePolicyAction(async () => {
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
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("submit.title")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit.run();
        }}
      >
        <Stack>
          <FormProblem problem={submit.problem} />
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
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={submit.pending} disabled={blocked}>
              {t("submit.confirm")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
