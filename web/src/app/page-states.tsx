import { Center, Loader } from "@mantine/core";
import { StateBlock } from "../components/state-block.tsx";
import { useTexts } from "./texts.ts";

/** Shown while a page's code is loaded. */
export function PageWait() {
  const t = useTexts();
  return (
    <Center mih="40vh">
      <Loader aria-label={t("state.loading")} role="status" />
    </Center>
  );
}

/** Shown at an address that has no page. */
export function PageNotFound() {
  return <StateBlock page kind="not-found" />;
}

/** Shown when a page fails while it is drawn, or its code can't be loaded. */
export function PageFailure({ error }: { readonly error: unknown }) {
  return <StateBlock page kind="error" error={error} onRetry={() => location.reload()} />;
}
