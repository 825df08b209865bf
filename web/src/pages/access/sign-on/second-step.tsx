import { Alert, Radio, Stack } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { TotpDemand, TotpDemandSchema } from "#gen/countersign/customer/v1/settings_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useTexts } from "../../../app/texts.ts";
import { SaveBar } from "../../../components/save-bar.tsx";
import { Section } from "../../../components/section.tsx";
import { type SettingsPart, useSettings } from "../../settings/use-settings.ts";

const CHOICES = [TotpDemand.NOBODY, TotpDemand.PRIVILEGED, TotpDemand.EVERYBODY] as const;

const PART: SettingsPart<{ readonly totpDemand: TotpDemand }> = {
  read: ({ totpDemand }) => ({ totpDemand }),
  write: (value) => value,
  paths: ["totp_demand"],
};

/** Of whom the company demands an authenticator. */
export function SecondStep() {
  const t = useTexts("access");
  const { draft, save, ready, refetch } = useSettings(PART);
  const { totpDemand } = draft.value;
  if (!ready) return null;
  return (
    <>
      <Section title={t("secondStep.title")} text={t("secondStep.text")}>
        <Radio.Group
          label={t("secondStep.label")}
          value={String(totpDemand)}
          onChange={(value) => draft.set({ totpDemand: Number(value) as TotpDemand })}
          error={save.fault("totp_demand")}
        >
          <Stack gap="sm" mt="xs">
            {CHOICES.map((choice) => {
              const name = enumName(TotpDemandSchema, choice);
              return (
                <Radio
                  key={choice}
                  value={String(choice)}
                  label={t(`secondStep.${name}.label`)}
                  description={t(`secondStep.${name}.text`)}
                />
              );
            })}
          </Stack>
        </Radio.Group>
        {draft.dirty && (
          <Alert color="yellow" icon={<IconInfoCircle aria-hidden />}>
            {t(totpDemand === TotpDemand.NOBODY ? "secondStep.less" : "secondStep.change")}
          </Alert>
        )}
      </Section>
      <SaveBar draft={draft} save={save} reload={refetch} />
    </>
  );
}
