import { fromJson, type JsonValue, toJson } from "@bufbuild/protobuf";
import { Alert, NumberInput, SimpleGrid, Stack, Switch } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { AudienceSchema } from "#gen/countersign/common/v1/audience_pb.ts";
import { type Policy, PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useDraft } from "../../../app/draft.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useTexts } from "../../../app/texts.ts";
import { AudienceBuilder } from "../../../components/audience/audience-builder.tsx";
import { audienceIsComplete, everyone } from "../../../components/audience/audience-value.ts";
import { SaveBar } from "../../../components/save-bar.tsx";
import { Section } from "../../../components/section.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { UserPicker } from "../../../components/user-picker.tsx";

const MOST_DAYS = 3650;

/** Whom a policy is for, by when they sign, who answers for it, when it is looked at again. */
interface Rules {
  readonly audience: JsonValue;
  readonly required: boolean;
  /** 0: the customer's setting. */
  readonly newVersionDays: number;
  readonly newJoinerDays: number;
  readonly periodicDays: number;
  readonly ownerUserId: string;
  /** 0: never. */
  readonly reviewDays: number;
}

const rulesOf = ({ audience, rules, ownerUserId, reviewIntervalDays }: Policy): Rules => ({
  audience: toJson(AudienceSchema, audience ?? everyone()),
  required: rules?.required !== false,
  newVersionDays: rules?.newVersionDays ?? 0,
  newJoinerDays: rules?.newJoinerDays ?? 0,
  periodicDays: rules?.periodicDays ?? 0,
  ownerUserId,
  reviewDays: reviewIntervalDays ?? 365,
});

/** What stands around a policy's text. On a policy in force it counts at once, so it is saved on purpose. */
export function RulesForm({ policy }: { readonly policy: Policy }) {
  const t = useTexts("policies");
  const policies = useClient(PolicyService);
  const fresh = useFresh();
  const draft = useDraft(rulesOf(policy), policy.etag);
  const { audience, required, newVersionDays, newJoinerDays, periodicDays, ownerUserId, reviewDays } =
    draft.value;
  const people = fromJson(AudienceSchema, audience);
  const save = useAction(async (overwrite = false) => {
    await policies.updatePolicy({
      policy: {
        id: policy.id,
        audience: people,
        rules: {
          manualDays: policy.rules?.manualDays ?? 0,
          required,
          newVersionDays,
          newJoinerDays,
          periodicDays,
        },
        ownerUserId,
        reviewIntervalDays: reviewDays,
      },
      updateMask: { paths: ["audience", "rules", "owner_user_id", "review_interval_days"] },
      etag: overwrite ? "" : draft.etag,
      requestId: newRequestId(),
    });
    await fresh(PolicyService);
    draft.reset();
    toastDone(t("saved"));
  }, t);
  const days = (field: "newVersionDays" | "newJoinerDays" | "periodicDays") => (
    <NumberInput
      label={t(`rules.${field}`)}
      description={t("rules.usual")}
      min={0}
      max={MOST_DAYS}
      allowDecimal={false}
      clampBehavior="strict"
      placeholder={t("rules.asSet")}
      value={draft.value[field] || ""}
      onChange={(value) => draft.set({ [field]: Number(value) || 0 })}
    />
  );
  return (
    <Stack gap="lg" maw="56rem">
      {policy.status === PolicyStatus.PUBLISHED && (
        <Alert color="gray" icon={<IconInfoCircle aria-hidden />}>
          {t("rules.atOnce")}
        </Alert>
      )}
      <Section title={t("rules.audience")} text={t("rules.audienceText")}>
        <AudienceBuilder
          value={people}
          error={save.fault("audience")}
          onChange={(next) => draft.set({ audience: toJson(AudienceSchema, next) })}
        />
      </Section>
      <Section title={t("rules.signing")}>
        <Switch
          label={t("rules.required")}
          description={t("rules.requiredHint")}
          checked={required}
          onChange={(event) => draft.set({ required: event.currentTarget.checked })}
        />
        {required && (
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            {days("newVersionDays")}
            {days("newJoinerDays")}
            {days("periodicDays")}
          </SimpleGrid>
        )}
      </Section>
      <Section title={t("rules.care")}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <UserPicker
            label={t("rules.owner")}
            description={t("rules.ownerHint")}
            value={ownerUserId}
            error={save.fault("owner_user_id")}
            onChange={(next) => draft.set({ ownerUserId: next || policy.ownerUserId })}
          />
          <NumberInput
            label={t("rules.review")}
            description={t("rules.reviewHint")}
            min={0}
            max={MOST_DAYS}
            allowDecimal={false}
            clampBehavior="strict"
            value={reviewDays}
            onChange={(value) => draft.set({ reviewDays: Number(value) || 0 })}
          />
        </SimpleGrid>
      </Section>
      <SaveBar
        draft={draft}
        save={save}
        reload={() => fresh(PolicyService)}
        disabled={!audienceIsComplete(people)}
      />
    </Stack>
  );
}
