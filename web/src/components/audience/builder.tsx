import { Radio, Stack, Text } from "@mantine/core";
import { AudienceCondition_Field as Field } from "#gen/countersign/common/v1/audience_pb.ts";
import { useTexts } from "../../app/texts.ts";
import type { AudienceBuilderProps } from "./audience-builder.tsx";
import { AudiencePreview } from "./audience-preview.tsx";
import { addCondition, everyone, includesEveryone, widenToEveryone } from "./audience-value.ts";
import { Conditions } from "./conditions.tsx";
import { useAudienceSentence } from "./phrases.ts";

/** The AudienceBuilder itself; its texts must be loaded. */
export function Builder({ value, onChange, error }: AudienceBuilderProps) {
  const t = useTexts("audience");
  const audience = value ?? everyone();
  const wide = includesEveryone(audience);
  const choose = (who: string): void => {
    if (who === "everyone") onChange(widenToEveryone(audience));
    else if (wide) onChange(addCondition(audience, "any", Field.DEPARTMENT));
  };
  return (
    <Stack gap="md">
      <Radio.Group
        label={t("who")}
        value={wide ? "everyone" : "some"}
        onChange={choose}
        error={error}
        styles={{ label: { fontWeight: 600 } }}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="everyone" label={t("choice.everyone")} />
          <Radio value="some" label={t("choice.some")} />
        </Stack>
      </Radio.Group>
      {!wide && <Conditions audience={audience} part="any" onChange={onChange} />}
      {!wide && <Conditions audience={audience} part="all" onChange={onChange} />}
      <Conditions audience={audience} part="none" onChange={onChange} />
      <Text size="sm">{useAudienceSentence(audience)}</Text>
      <AudiencePreview audience={audience} />
    </Stack>
  );
}
