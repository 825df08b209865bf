import { useQuery } from "@connectrpc/connect-query";
import { NativeSelect, Stack, Switch, Text } from "@mantine/core";
import { Channel } from "#gen/countersign/notification/v1/delivery_pb.ts";
import { NotificationKindSchema } from "#gen/countersign/notification/v1/notification_pb.ts";
import { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import type { KindPreference } from "#gen/countersign/notification/v1/preferences_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useMe } from "../../../app/session.tsx";
import { LANGUAGES, useTexts } from "../../../app/texts.ts";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { concerns } from "./kinds.ts";
import classes from "./notices.module.css";
import { type Switches, useSwitches } from "./use-switches.ts";

/** What one is told of, in the inbox and by mail, and in which language. */
export function NoticePreferences() {
  const t = useTexts("notices");
  const me = useMe();
  const query = useQuery(NotificationService.method.getPreferences, {});
  const switches = useSwitches(query.refetch);
  const { preferences } = query.data ?? {};
  if (query.error && !preferences)
    return <StateBlock kind="error" error={query.error} onRetry={() => void query.refetch()} small />;
  if (!preferences) return <ListSkeleton rows={4} height={40} />;
  const kinds = preferences.kinds.filter(({ kind }) => concerns(me, kind));
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t("text")}
      </Text>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("what")}</th>
            <th scope="col">{t("inApp")}</th>
            <th scope="col">{t("email")}</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map((preference) => (
            <KindRow key={preference.kind} preference={preference} switches={switches} />
          ))}
        </tbody>
      </table>
      <NativeSelect
        label={t("language")}
        description={t("languageText")}
        maw={360}
        value={switches.language ?? preferences.language}
        data={[
          { value: "", label: t("usual") },
          ...Object.entries(LANGUAGES).map(([value, label]) => ({ value, label })),
        ]}
        onChange={(event) => switches.speak(event.currentTarget.value)}
      />
    </Stack>
  );
}

function KindRow({
  preference,
  switches,
}: {
  readonly preference: KindPreference;
  readonly switches: Switches;
}) {
  const t = useTexts("notices");
  const { kind, inApp, email, inAppMandatory, emailMandatory } = preference;
  const name = t(`kind.${enumName(NotificationKindSchema, kind)}.title`);
  const cell = (channel: Channel, on: boolean, mandatory: boolean) => (
    <td>
      {mandatory ? (
        <Text span size="sm" c="dimmed">
          {t("always")}
        </Text>
      ) : (
        <Switch
          className={classes.switch}
          aria-label={t(channel === Channel.EMAIL ? "byMail" : "inInbox", { name })}
          checked={switches.shown(kind, channel) ?? on}
          onChange={(event) => switches.set(kind, channel, event.currentTarget.checked)}
        />
      )}
    </td>
  );
  return (
    <tr>
      <th scope="row">
        {name}
        <Text size="sm" c="dimmed">
          {t(`kind.${enumName(NotificationKindSchema, kind)}.text`)}
        </Text>
      </th>
      {cell(Channel.IN_APP, inApp, inAppMandatory)}
      {cell(Channel.EMAIL, email, emailMandatory)}
    </tr>
  );
}
