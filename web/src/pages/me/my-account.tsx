import {
  Badge,
  Group,
  NativeSelect,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  Title,
  useMantineColorScheme,
} from "@mantine/core";
import { lazy, type ReactNode, Suspense } from "react";
import { PermissionRoleSchema } from "#gen/countersign/common/v1/access_pb.ts";
import { enumName } from "../../app/enum-name.ts";
import { useMe } from "../../app/session.tsx";
import { chooseLanguage, LANGUAGES, type Language, language, loadTexts, useTexts } from "../../app/texts.ts";
import { Fact } from "../../components/facts.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { ListSkeleton } from "../../components/state-block.tsx";
import { Authenticator } from "./authenticator.tsx";
import { PasswordChange } from "./password-change.tsx";
import { Sessions } from "./sessions.tsx";

const NoticePreferences = lazy(async () => {
  const [file] = await Promise.all([import("./notices/notice-preferences.tsx"), loadTexts("notices")]);
  return { default: file.NoticePreferences };
});

/** One's own account: who one is, how one signs in, where one is signed in, how things look. */
export function MyAccount() {
  const t = useTexts("me");
  const { user, roles, session } = useMe();
  const limited = session.limitedToRoles.length > 0;
  return (
    <Stack gap="lg" maw={760} mx="auto">
      <PageHeader title={t("title")} />
      <Section title={t("profile.title")}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} component="dl" m={0}>
          <Fact name={t("profile.name")}>{user.displayName}</Fact>
          <Fact name={t("profile.email")}>{user.email}</Fact>
          <Fact name={t("profile.roles")}>
            <Group gap={6}>
              {[...roles].map((role) => (
                <Badge key={role} variant="default">
                  {t(`role.${enumName(PermissionRoleSchema, role)}`)}
                </Badge>
              ))}
            </Group>
          </Fact>
        </SimpleGrid>
        {limited && (
          <Text size="sm" c="dimmed">
            {t("profile.limited")}
          </Text>
        )}
      </Section>
      <Section title={t("preferences.title")}>
        <Preferences />
      </Section>
      {user.customerId !== "" && !limited && (
        <Section title={t("inbox.title")}>
          <Suspense fallback={<ListSkeleton rows={4} height={40} />}>
            <NoticePreferences />
          </Suspense>
        </Section>
      )}
      <Section title={t("password.title")}>
        <PasswordChange />
      </Section>
      <Section title={t("totp.title")}>
        <Authenticator />
      </Section>
      <Section title={t("sessions.title")}>
        <Sessions />
      </Section>
    </Stack>
  );
}

function Preferences() {
  const t = useTexts("me");
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <NativeSelect
        label={t("shell.language")}
        value={language()}
        data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
        onChange={(event) => void chooseLanguage(event.currentTarget.value as Language)}
      />
      <NativeSelect
        label={t("shell.look")}
        value={colorScheme}
        data={(["light", "dark", "auto"] as const).map((value) => ({
          value,
          label: t(`shell.scheme.${value}`),
        }))}
        onChange={(event) => setColorScheme(event.currentTarget.value as typeof colorScheme)}
      />
    </SimpleGrid>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Paper withBorder p="lg" radius="lg" component="section">
      <Stack gap="sm">
        <Title order={2}>{title}</Title>
        {children}
      </Stack>
    </Paper>
  );
}
