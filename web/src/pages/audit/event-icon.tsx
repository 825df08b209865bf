import { ThemeIcon } from "@mantine/core";
import {
  IconBell,
  IconBuilding,
  IconChecklist,
  IconEye,
  IconFileText,
  IconKey,
  IconSignature,
  IconUsers,
} from "@tabler/icons-react";

const ICONS: Readonly<Record<string, typeof IconBell>> = {
  policy: IconFileText,
  acknowledgement: IconSignature,
  employee: IconUsers,
  compliance: IconChecklist,
  identity: IconKey,
  customer: IconBuilding,
  notification: IconBell,
};

/** What part of the platform an event comes from. */
export function EventIcon({ source }: { readonly source: string }) {
  const Icon = ICONS[source] ?? IconEye;
  return (
    <ThemeIcon variant="default" size={26} radius="sm" aria-hidden>
      <Icon size={16} stroke={1.6} />
    </ThemeIcon>
  );
}
