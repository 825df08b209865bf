import { PasswordInput, SimpleGrid, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useTexts } from "../../../app/texts.ts";
import { CopyValue } from "../../../components/copy-value.tsx";
import { Section } from "../../../components/section.tsx";
import type { EditedProvider } from "./edited-provider.ts";

/** Where the provider is, how it knows us, and whom it speaks for. */
export function ConnectionFields({
  value,
  set,
  fault,
  isNew,
  hasSecret,
  redirectUri,
  foot,
}: {
  readonly value: EditedProvider;
  readonly set: (changes: Partial<EditedProvider>) => void;
  readonly fault: (field: string) => string | undefined;
  readonly isNew: boolean;
  readonly hasSecret: boolean;
  /** Empty: not known before the provider has been checked. */
  readonly redirectUri: string;
  readonly foot: ReactNode;
}) {
  const t = useTexts("access");
  return (
    <Section title={t("sso.connection.title")} text={t("sso.connection.text")}>
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={t("sso.name")}
            description={t("sso.nameHint")}
            required
            value={value.name}
            error={fault("name")}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <TextInput
            label={t("sso.issuer")}
            description={t(isNew ? "sso.issuerHint" : "sso.issuerFixed")}
            required={isNew}
            type="url"
            readOnly={!isNew}
            value={value.issuer}
            error={fault("issuer")}
            onChange={(event) => set({ issuer: event.currentTarget.value })}
          />
          <TextInput
            label={t("sso.clientId")}
            required
            autoComplete="off"
            value={value.clientId}
            error={fault("client_id")}
            onChange={(event) => set({ clientId: event.currentTarget.value })}
          />
          <PasswordInput
            label={t("sso.clientSecret")}
            placeholder={hasSecret ? t("sso.secretStored") : undefined}
            autoComplete="off"
            visibilityToggleButtonProps={{ "aria-label": t("sso.showSecret"), tabIndex: 0 }}
            value={value.clientSecret}
            error={fault("client_secret")}
            onChange={(event) => set({ clientSecret: event.currentTarget.value })}
          />
          <TagsInput
            label={t("sso.emailDomains")}
            description={t("sso.emailDomainsHint")}
            placeholder={value.emailDomains.length === 0 ? t("sso.domainExample") : undefined}
            splitChars={[",", " ", ";"]}
            value={[...value.emailDomains]}
            error={fault("email_domains")}
            onChange={(emailDomains) => set({ emailDomains })}
          />
          <TagsInput
            label={t("sso.scopes")}
            description={t("sso.scopesHint")}
            splitChars={[",", " "]}
            value={[...value.scopes]}
            error={fault("scopes")}
            onChange={(scopes) => set({ scopes })}
          />
        </SimpleGrid>
        {redirectUri !== "" && (
          <div>
            <Text size="sm" fw={600} mb={4}>
              {t("sso.redirectUri")}
            </Text>
            <CopyValue value={redirectUri} label={t("sso.redirectUri")} />
          </div>
        )}
        {foot}
      </Stack>
    </Section>
  );
}
