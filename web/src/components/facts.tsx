import { SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";

/** Names and values beside each other: what there is to know about one thing. */
export function Facts({ children, cols = 2 }: { readonly children: ReactNode; readonly cols?: number }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: cols }} spacing="md" verticalSpacing="sm" component="dl" m={0}>
      {children}
    </SimpleGrid>
  );
}

/** One of them. */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} style={{ overflowWrap: "anywhere" }}>
        {children}
      </Text>
    </div>
  );
}
