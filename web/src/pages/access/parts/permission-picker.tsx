import { Checkbox, Stack, Text } from "@mantine/core";
import type { Permission } from "#gen/countersign/common/v1/access_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import classes from "../access.module.css";
import { usePermissions } from "./permissions.ts";

/** Chooses permissions from the catalogue, each with what it allows. */
export function PermissionPicker({
  value,
  onChange,
  error,
  disabled = false,
}: {
  readonly value: readonly Permission[];
  readonly onChange: (permissions: readonly Permission[]) => void;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
}) {
  const t = useTexts("access");
  const { groups, error: failure, isPending, refetch } = usePermissions();
  if (failure) return <StateBlock kind="error" error={failure} onRetry={() => void refetch()} small />;
  if (isPending) return <ListSkeleton rows={3} />;
  const toggle = (permission: Permission, on: boolean): void =>
    onChange(on ? [...value, permission].sort((a, b) => a - b) : value.filter((one) => one !== permission));
  return (
    <Stack gap="sm">
      <div className={classes.permissions}>
        {groups.map((group) => (
          <Checkbox.Group key={group.title} label={group.title} value={value.map(String)}>
            <Stack gap="sm" mt="xs">
              {group.permissions.map(({ permission, title, description, held }) => (
                <Checkbox
                  key={permission}
                  value={String(permission)}
                  label={title}
                  description={held ? description : t("permissions.notHeld", { description })}
                  disabled={disabled || (!held && !value.includes(permission))}
                  checked={value.includes(permission)}
                  onChange={(event) => toggle(permission, event.currentTarget.checked)}
                />
              ))}
            </Stack>
          </Checkbox.Group>
        ))}
      </div>
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}
