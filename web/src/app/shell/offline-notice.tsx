import { Alert } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { IconWifiOff } from "@tabler/icons-react";
import { useTexts } from "../texts.ts";

/** Says that there is no connection, for as long as that is so. */
export function OfflineNotice() {
  const t = useTexts();
  const { online } = useNetwork();
  if (online) return null;
  return (
    <Alert color="yellow" icon={<IconWifiOff aria-hidden />} title={t("state.offline.title")} radius={0}>
      {t("state.offline.notice")}
    </Alert>
  );
}
