import { ColorInput, MultiSelect, Select, SimpleGrid, Textarea, TextInput } from "@mantine/core";
import { language, useTexts } from "../../app/texts.ts";
import { Section } from "../../components/section.tsx";
import { MailPreview } from "./mail-preview.tsx";
import { SettingsPage } from "./settings-frame.tsx";
import { type SettingsPart, useSettings } from "./use-settings.ts";

interface Wording {
  /** The first is the default. */
  readonly languages: readonly string[];
  readonly consentText: string;
  readonly displayName: string;
  readonly logoUrl: string;
  readonly accentColor: string;
}

const WORDING: SettingsPart<Wording> = {
  read: ({ languages, consentText, branding }) => ({
    languages,
    consentText,
    displayName: branding?.displayName ?? "",
    logoUrl: branding?.logoUrl ?? "",
    accentColor: branding?.accentColor ?? "",
  }),
  write: ({ languages, consentText, displayName, logoUrl, accentColor }) => ({
    languages: [...languages],
    consentText,
    branding: { displayName: displayName.trim(), logoUrl: logoUrl.trim(), accentColor },
  }),
  paths: ["languages", "consent_text", "branding"],
};

/** Languages that companies write in; others that are set already are offered as well. */
const KNOWN =
  "bg cs da de de-AT de-CH el en en-GB en-US es et fi fr fr-BE fr-CH ga hr hu it ja lt lv mt nl nb pl pt pt-BR ro sk sl sv tr uk zh".split(
    " ",
  );
const LONGEST_CONSENT = 2000;

/** In which words and which look the company speaks to its people. */
export function WordingPage() {
  const t = useTexts("settings");
  const form = useSettings(WORDING);
  const { draft, save } = form;
  const { languages, consentText, displayName, logoUrl, accentColor } = draft.value;
  const [first = "", ...further] = languages;
  const options = [...new Set([...KNOWN, ...languages])]
    .map((value) => ({ value, label: nameOf(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, language()));
  return (
    <SettingsPage title={t("wording.title")} form={form}>
      <Section title={t("wording.languages.title")} text={t("wording.languages.text")}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Select
            label={t("wording.languages.first")}
            searchable
            allowDeselect={false}
            data={options}
            value={first}
            error={save.fault("languages")}
            onChange={(next) =>
              next && draft.set({ languages: [next, ...further.filter((one) => one !== next)] })
            }
          />
          <MultiSelect
            label={t("wording.languages.further")}
            searchable
            data={options.filter(({ value }) => value !== first)}
            value={further}
            maxValues={19}
            onChange={(next) => draft.set({ languages: [first, ...next] })}
          />
        </SimpleGrid>
      </Section>
      <Section title={t("wording.consent.title")} text={t("wording.consent.text")}>
        <Textarea
          label={t("wording.consent.label")}
          description={t("wording.consent.length", { count: consentText.length, most: LONGEST_CONSENT })}
          inputWrapperOrder={["label", "input", "description", "error"]}
          autosize
          minRows={3}
          maxLength={LONGEST_CONSENT}
          value={consentText}
          error={save.fault("consent_text")}
          onChange={(event) => draft.set({ consentText: event.currentTarget.value })}
        />
      </Section>
      <Section title={t("wording.branding.title")} text={t("wording.branding.text")}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
          <div>
            <TextInput
              label={t("wording.branding.name")}
              description={t("wording.branding.nameHint")}
              value={displayName}
              error={save.fault("branding.display_name")}
              onChange={(event) => draft.set({ displayName: event.currentTarget.value })}
            />
            <TextInput
              mt="sm"
              label={t("wording.branding.logo")}
              description={t("wording.branding.logoHint")}
              type="url"
              value={logoUrl}
              error={save.fault("branding.logo_url")}
              onChange={(event) => draft.set({ logoUrl: event.currentTarget.value })}
            />
            <ColorInput
              mt="sm"
              label={t("wording.branding.accent")}
              description={t("wording.branding.accentHint")}
              format="hex"
              withEyeDropper={false}
              swatches={SWATCHES}
              value={accentColor}
              error={save.fault("branding.accent_color")}
              onChange={(next) => draft.set({ accentColor: next })}
            />
          </div>
          <MailPreview name={displayName} accent={accentColor} logo={logoUrl !== ""} />
        </SimpleGrid>
      </Section>
    </SettingsPage>
  );
}

/** Dark enough for white words. */
const SWATCHES = [
  "#364fc7",
  "#1864ab",
  "#0b7285",
  "#087f5b",
  "#2b8a3e",
  "#862e9c",
  "#a61e4d",
  "#c92a2a",
  "#343a40",
];

const nameOf = (tag: string): string =>
  new Intl.DisplayNames([language()], { type: "language", fallback: "code" }).of(tag) ?? tag;
