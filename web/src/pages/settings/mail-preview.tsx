import { Text } from "@mantine/core";
import { useTexts } from "../../app/texts.ts";
import { isReadable } from "./contrast.ts";
import classes from "./settings.module.css";

/** The look of mails without a colour of the customer's own. */
const ACCENT = "#364fc7";

/** How a mail to the company's people begins; says so when its button would be hard to read. */
export function MailPreview({
  name,
  accent,
  logo,
}: {
  readonly name: string;
  readonly accent: string;
  readonly logo: boolean;
}) {
  const t = useTexts("settings");
  const colour = /^#[0-9a-f]{6}$/i.test(accent) ? accent : ACCENT;
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {t("wording.preview.title")}
      </Text>
      <div className={classes.mail} aria-hidden>
        <Text fw={700}>{logo ? t("wording.preview.logo") : name || t("wording.preview.company")}</Text>
        <Text size="sm" mt="xs">
          {t("wording.preview.text")}
        </Text>
        <span className={classes.mailButton} style={{ background: colour }}>
          {t("wording.preview.button")}
        </span>
      </div>
      {!isReadable(colour) && (
        <Text size="sm" mt="xs" role="status">
          {t("wording.preview.pale")}
        </Text>
      )}
    </div>
  );
}
