import { ThemeIcon } from "@mantine/core";
import {
  IconBell,
  IconBuilding,
  IconChecklist,
  IconEye,
  IconFileText,
  IconKey,
  IconListDetails,
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

const BY_OPERATOR = "countersign.common.v1.OperatorAccessed";

/** What part of the platform an event comes from; an operator's look stands out. */
export function EventIcon({ source, type }: { readonly source: string; readonly type: string }) {
  const Icon = type === BY_OPERATOR ? IconEye : (ICONS[source] ?? IconListDetails);
  return (
    <ThemeIcon variant="default" size={26} radius="sm" aria-hidden>
      <Icon size={16} stroke={1.6} />
    </ThemeIcon>
  );
}
