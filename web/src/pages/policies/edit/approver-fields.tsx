import { useQuery } from "@connectrpc/connect-query";
import { MultiSelect, NumberInput, Radio, Select, Stack } from "@mantine/core";
import { PermissionRole, PermissionRoleSchema } from "#gen/countersign/common/v1/access_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { UserStatus } from "#gen/countersign/identity/v1/user_pb.ts";
import type { ApprovalRule } from "#gen/countersign/policy/v1/approval_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useMe } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";

const { APPROVER, CUSTOMER_ADMIN, COMPLIANCE_OFFICER, HR, EXECUTIVE } = PermissionRole;

/** Roles whose holders can decide. */
const DECIDERS: readonly PermissionRole[] = [APPROVER, COMPLIANCE_OFFICER, CUSTOMER_ADMIN, HR, EXECUTIVE];
const MOST = 50;

/** Who decides, as the form has it. */
export interface ApproverRule {
  readonly userIds: readonly string[];
  /** Unspecified where people are named. */
  readonly role: PermissionRole;
  readonly required: number;
}

/** A policy's rule as the form has it. */
export const ruleOf = (rule: ApprovalRule | undefined): ApproverRule => ({
  userIds: rule?.approverUserIds ?? [],
  role: rule?.approverUserIds.length ? PermissionRole.UNSPECIFIED : rule?.approverRole || APPROVER,
  required: Math.max(1, rule?.requiredApprovals ?? 1),
});

/** Whether two rules say the same. */
export const isSameRule = (a: ApproverRule, b: ApproverRule): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** Chooses the approvers: holders of a role, or people by name; and how many must agree. */
export function ApproverFields({
  rule,
  onChange,
  fault,
}: {
  readonly rule: ApproverRule;
  readonly onChange: (rule: ApproverRule) => void;
  readonly fault: (field: string) => string | undefined;
}) {
  const t = useTexts("policies");
  const byName = rule.role === PermissionRole.UNSPECIFIED;
  return (
    <Stack gap="sm">
      <Radio.Group
        label={t("approvers.label")}
        value={byName ? "names" : "role"}
        onChange={(how) =>
          onChange(
            how === "names"
              ? { ...rule, role: PermissionRole.UNSPECIFIED }
              : { ...rule, role: APPROVER, userIds: [] },
          )
        }
      >
        <Stack gap={6} mt={6}>
          <Radio value="role" label={t("approvers.byRole")} />
          <Radio value="names" label={t("approvers.byName")} />
        </Stack>
      </Radio.Group>
      {byName ? (
        <PeopleField
          userIds={rule.userIds}
          error={fault("approver_user_ids")}
          onChange={(userIds) =>
            onChange({ ...rule, userIds, required: Math.min(rule.required, Math.max(1, userIds.length)) })
          }
        />
      ) : (
        <Select
          label={t("approvers.role")}
          allowDeselect={false}
          value={String(rule.role)}
          data={DECIDERS.map((role) => ({
            value: String(role),
            label: t(`role.${enumName(PermissionRoleSchema, role)}`),
          }))}
          onChange={(role) =>
            onChange({ ...rule, role: DECIDERS.find((one) => String(one) === role) ?? APPROVER })
          }
        />
      )}
      <NumberInput
        label={t("approvers.required")}
        description={t("approvers.requiredHint")}
        w={220}
        min={1}
        max={byName ? Math.max(1, rule.userIds.length) : MOST}
        clampBehavior="strict"
        allowDecimal={false}
        value={rule.required}
        error={fault("required_approvals")}
        onChange={(required) => onChange({ ...rule, required: Math.max(1, Number(required) || 1) })}
      />
    </Stack>
  );
}

/** Everybody who can decide; the author can't. */
function PeopleField({
  userIds,
  onChange,
  error,
}: {
  readonly userIds: readonly string[];
  readonly onChange: (userIds: readonly string[]) => void;
  readonly error: string | undefined;
}) {
  const t = useTexts("policies");
  const { user: me } = useMe();
  const { data } = useQuery(IdentityService.method.listUsers, { pageSize: 200, status: UserStatus.ACTIVE });
  const users = (data?.users ?? []).filter(
    ({ id, roles }) => id !== me.id && roles.some((role) => DECIDERS.includes(role)),
  );
  return (
    <MultiSelect
      label={t("approvers.people")}
      description={t("approvers.peopleHint")}
      searchable
      maxValues={MOST}
      value={[...userIds]}
      data={users.map(({ id, displayName, email }) => ({ value: id, label: `${displayName} · ${email}` }))}
      error={error}
      onChange={onChange}
    />
  );
}
