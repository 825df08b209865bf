import { Alert, Stack, Text } from "@mantine/core";
import { IconWorldCheck } from "@tabler/icons-react";
import { detailOf } from "../../../app/failure.ts";
import { useTexts } from "../../../app/texts.ts";
import { CopyValue } from "../../../components/copy-value.tsx";

/** What to publish in the DNS so that an e-mail domain is known to be the company's own. */
export function DomainProof({ error }: { readonly error: unknown }) {
  const t = useTexts("access");
  const { record_name: name = "", record_value: value = "" } = detailOf(error)?.metadata ?? {};
  return (
    <Alert color="yellow" role="alert" icon={<IconWorldCheck aria-hidden />} title={t("proof.title")}>
      <Stack gap="xs">
        <Text size="sm">{t("proof.text")}</Text>
        <Text size="sm" fw={600}>
          {t("proof.name")}
        </Text>
        <CopyValue value={name} label={t("proof.name")} />
        <Text size="sm" fw={600}>
          {t("proof.value")}
        </Text>
        <CopyValue value={value} label={t("proof.value")} />
      </Stack>
    </Alert>
  );
}
