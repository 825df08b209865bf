import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import type { List } from "../app/list.ts";
import { useTexts } from "../app/texts.ts";

/** Reads a list anew. */
export function RefreshButton({
  list,
}: {
  readonly list: Pick<List<unknown, unknown>, "isFetching" | "isPending" | "refetch">;
}) {
  const t = useTexts();
  return (
    <Button
      variant="default"
      leftSection={<IconRefresh size={16} aria-hidden />}
      loading={list.isFetching && !list.isPending}
      onClick={() => void list.refetch()}
    >
      {t("refresh")}
    </Button>
  );
}
