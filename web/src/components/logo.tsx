import { Box } from "@mantine/core";

/** The mark of the platform. */
export function Logo({ size = 26 }: { readonly size?: number }) {
  return <Box component="img" src="/icon.svg" alt="" w={size} h={size} />;
}
