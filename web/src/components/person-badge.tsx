import { Avatar, Group, Stack, Text } from "@mantine/core";

/** A person: initials, name and what else tells them apart. */
export function PersonBadge({
  name,
  detail,
  size = 32,
}: {
  readonly name: string;
  readonly detail?: string;
  readonly size?: number;
}) {
  return (
    <Group gap="xs" wrap="nowrap" miw={0}>
      <Avatar name={name} color="indigo" variant="filled" size={size} alt="" aria-hidden />
      <Stack gap={0} miw={0}>
        <Text size="sm" fw={500} truncate>
          {name}
        </Text>
        {detail && (
          <Text size="xs" c="dimmed" truncate>
            {detail}
          </Text>
        )}
      </Stack>
    </Group>
  );
}
