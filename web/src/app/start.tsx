import { Navigate } from "@tanstack/react-router";
import { StateBlock } from "../components/state-block.tsx";
import { useMe } from "./session.tsx";
import { navFor } from "./shell/nav-items.ts";

/** The address "/": the first place that matters to whoever is signed in. */
export function Start() {
  const first = navFor(useMe())[0]?.items[0];
  return first ? <Navigate to={first.to} replace /> : <StateBlock page kind="denied" />;
}
