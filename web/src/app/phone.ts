import { useMediaQuery } from "@mantine/hooks";

/** Whether the window is as narrow as a phone's; our CSS modules break at the same width. */
export const usePhone = (): boolean =>
  useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
