import { Button, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTexts } from "../../../app/texts.ts";
import { CopyValue } from "../../../components/copy-value.tsx";
import { Section } from "../../../components/section.tsx";
import classes from "../access.module.css";

/** Where identity providers send people and groups to (SCIM 2.0). */
export const SCIM_PATH = "/scim/v2";

/** How an identity provider keeps employees and groups up to date by itself. */
export function Provisioning({ onNew }: { readonly onNew: () => void }) {
  const t = useTexts("access");
  return (
    <Section
      title={t("scim.title")}
      text={t("scim.text")}
      actions={
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={onNew}>
          {t("scim.new")}
        </Button>
      }
    >
      <div>
        <Text size="sm" fw={600} mb={4}>
          {t("scim.url")}
        </Text>
        <CopyValue value={`${location.origin}${SCIM_PATH}`} label={t("scim.url")} />
      </div>
      <ol className={classes.steps}>
        <li>{t("scim.step1")}</li>
        <li>{t("scim.step2")}</li>
        <li>{t("scim.step3")}</li>
      </ol>
    </Section>
  );
}
