import { NumberInput, Radio, Stack, Switch, Text } from "@mantine/core";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { Section } from "../../../components/section.tsx";
import { dayAfter, useDueDays } from "./due-days.ts";
import type { Preparation } from "./publication.ts";

/** Whether people sign again, and how long they have. */
export function SigningStep({
  policy,
  preparation: { draft, isFirst, publish },
}: {
  readonly policy: Policy;
  readonly preparation: Preparation;
}) {
  const t = useTexts("publishing");
  const { days, required, material } = draft.value;
  const { usual, timeZone } = useDueDays(policy.rules);
  const time = days || usual;
  const asks = required && (isFirst || material);
  return (
    <Section title={t("publish.signing.title")}>
      <Switch
        label={t("publish.signing.required")}
        description={t("publish.signing.requiredText")}
        checked={required}
        onChange={(event) => draft.set({ required: event.currentTarget.checked })}
      />
      {required && isFirst && <Text>{t("publish.signing.firstOnly")}</Text>}
      {required && !isFirst && (
        <Radio.Group
          label={t("publish.signing.resign")}
          value={material ? "material" : "editorial"}
          onChange={(choice) => draft.set({ material: choice === "material" })}
        >
          <Stack gap="sm" mt="xs">
            <Radio
              value="material"
              label={t("publish.signing.material.label")}
              description={t("publish.signing.material.text")}
            />
            <Radio
              value="editorial"
              label={t("publish.signing.editorial.label")}
              description={t("publish.signing.editorial.text")}
            />
          </Stack>
        </Radio.Group>
      )}
      {required && (
        <NumberInput
          label={t("publish.signing.days")}
          description={usual === undefined ? undefined : t("publish.signing.daysText", { count: usual })}
          maw={360}
          min={1}
          max={3650}
          allowDecimal={false}
          clampBehavior="blur"
          value={days === 0 ? "" : days}
          placeholder={usual === undefined ? undefined : String(usual)}
          error={publish.fault("rules.new_version_days")}
          onChange={(next) => draft.set({ days: typeof next === "number" ? next : 0 })}
        />
      )}
      {asks && time && timeZone && (
        <Text role="status">{t("publish.signing.due", { day: dayAfter(time, timeZone, new Date()) })}</Text>
      )}
    </Section>
  );
}
