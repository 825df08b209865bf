import { Button, Text } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTexts } from "../../../app/texts.ts";
import { awaitedKey, awaitedPath, nextAfter, useAwaited } from "../queue/awaited.ts";

/** Where a matter stands among those that wait for the reader, and the way to the next one. */
export function QueuePlace({ of }: { readonly of: string }) {
  const t = useTexts("publishing");
  const { rows } = useAwaited();
  const at = rows.findIndex((one) => awaitedKey(one) === of);
  const next = nextAfter(rows, of);
  if (!next) return null;
  return (
    <>
      {at >= 0 && (
        <Text size="sm" c="dimmed">
          {t("review.place", { place: at + 1, count: rows.length })}
        </Text>
      )}
      <Button
        variant="default"
        rightSection={<IconArrowRight size={16} aria-hidden />}
        renderRoot={(props) => <Link to={awaitedPath(next)} {...props} />}
      >
        {t("review.next")}
      </Button>
    </>
  );
}
