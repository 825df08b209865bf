import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { onSessionEnd } from "../session-end.ts";

const CHANNEL = "countersign-session";

/** Tells this browser's other tabs that somebody signed in or out, so that they look who it is. */
export function tellOtherTabs(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage("changed");
  channel.close();
}

/**
 * Leads to the sign-in, and back here after it: at once if nobody is signed in (`over`), or when the session turns out to
 * have ended. Follows who is signed in in other tabs.
 */
export function useSessionWatch(over: boolean): void {
  const navigate = useNavigate();
  useEffect(() => {
    const leave = (): void => {
      if (location.pathname.startsWith("/sign-in")) return; // on the way already
      const here = location.pathname + location.search;
      void navigate({ to: "/sign-in", search: { return: here } as never, replace: true });
    };
    if (over) leave();
    return onSessionEnd(leave);
  }, [navigate, over]);
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = () => location.reload();
    return () => channel.close();
  }, []);
}
