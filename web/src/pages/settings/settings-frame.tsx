import { Alert, Stack } from "@mantine/core";
import { IconBell, IconCalendar, IconCreditCard, IconLanguage, IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTexts } from "../../app/texts.ts";
import { PageHeader } from "../../components/page-header.tsx";
import { SaveBar } from "../../components/save-bar.tsx";
import { ListSkeleton, StateBlock } from "../../components/state-block.tsx";
import { Subpages } from "../../components/subpages.tsx";
import classes from "./settings.module.css";
import type { SettingsForm } from "./use-settings.ts";

/** What all pages of the settings have in common: the head, and the way to the others. */
export function SettingsFrame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const t = useTexts("settings");
  const icon = { size: 16, "aria-hidden": true } as const;
  return (
    <Stack gap={0} maw="64rem">
      <PageHeader title={title} text={t("text")} />
      <Subpages
        label={t("pages.label")}
        pages={[
          { to: "/settings", text: t("pages.calendar"), icon: <IconCalendar {...icon} /> },
          { to: "/settings/reminders", text: t("pages.reminders"), icon: <IconBell {...icon} /> },
          { to: "/settings/wording", text: t("pages.wording"), icon: <IconLanguage {...icon} /> },
          { to: "/settings/subscription", text: t("pages.subscription"), icon: <IconCreditCard {...icon} /> },
        ]}
      />
      {children}
    </Stack>
  );
}

/** A page of the settings that is edited in place and saved as a whole. */
export function SettingsPage<T extends object>({
  title,
  form,
  children,
}: {
  readonly title: string;
  readonly form: SettingsForm<T>;
  readonly children: ReactNode;
}) {
  const t = useTexts("settings");
  const { draft, save, ready, error, isPaused, refetch, readOnly } = form;
  return (
    <SettingsFrame title={title}>
      {!ready && error && <StateBlock kind="error" error={error} onRetry={() => void refetch()} />}
      {!ready &&
        !error &&
        (isPaused ? <StateBlock kind="offline" /> : <ListSkeleton rows={3} height={180} />)}
      {ready && (
        <Stack gap="lg">
          {readOnly && (
            <Alert color="gray" icon={<IconLock aria-hidden />}>
              {t("readOnly")}
            </Alert>
          )}
          <fieldset disabled={readOnly} className={classes.form}>
            {children}
          </fieldset>
          <SaveBar draft={draft} save={save} reload={refetch} />
        </Stack>
      )}
    </SettingsFrame>
  );
}
