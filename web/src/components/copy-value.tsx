import { Button, Code, Group } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTexts } from "../app/texts.ts";

/** A value that is made to be copied, such as an address or a key. */
export function CopyValue({ value, label }: { readonly value: string; readonly label: string }) {
  const t = useTexts();
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <Group gap="xs" wrap="nowrap" align="stretch">
      <Code flex={1} miw={0} px="sm" py={6} style={{ overflowWrap: "anywhere" }} aria-label={label}>
        {value}
      </Code>
      <Button
        size="xs"
        h="auto"
        mih={30}
        variant="default"
        leftSection={
          clipboard.copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />
        }
        onClick={() => clipboard.copy(value)}
        aria-live="polite"
      >
        {t(clipboard.copied ? "copied" : "copy")}
      </Button>
    </Group>
  );
}
