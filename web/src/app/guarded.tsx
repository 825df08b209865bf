import type { ComponentType } from "react";
import { StateBlock } from "../components/state-block.tsx";
import { may, useMe, type Who } from "./session.tsx";

/** A page that tells those who may not see it so. The server decides; this only spares them empty frames. */
export function guarded(Page: ComponentType, who: Who): ComponentType {
  return function GuardedPage() {
    return may(useMe(), who) ? <Page /> : <StateBlock page kind="denied" />;
  };
}
