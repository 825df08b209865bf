import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { Outlet, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { StateBlock } from "../../components/state-block.tsx";
import { useAreasOf } from "../areas.ts";
import { ErrorBoundary } from "../error-boundary.tsx";
import { PageWait } from "../page-states.tsx";
import { usePhone } from "../phone.ts";
import { isSessionOver } from "../refresh.ts";
import { type Me, SignedIn, useSessionQuery } from "../session.tsx";
import { followLanguage, useTexts } from "../texts.ts";
import { BottomBar } from "./bottom-bar.tsx";
import { Header } from "./header.tsx";
import { isReaderOnly } from "./nav-items.ts";
import { Navigation } from "./navigation.tsx";
import { useOfficialZone } from "./official-zone.ts";
import { OfflineNotice } from "./offline-notice.tsx";
import { useSessionWatch } from "./session-watch.ts";
import classes from "./shell.module.css";
import { ViewNotice } from "./view-notice.tsx";

const EnrollmentDue = lazy(() =>
  import("../../pages/me/enrollment-due.tsx").then((file) => ({ default: file.EnrollmentDue })),
);
const Palette = lazy(() => import("./palette.tsx").then((file) => ({ default: file.Palette })));

/** Everything for people who are signed in: who they are, the frame, and the page inside. */
export function Shell() {
  const { me, error, refetch, isPaused } = useSessionQuery();
  const over = me === undefined && isSessionOver(error);
  useSessionWatch(over);
  const [enrolling, setEnrolling] = useState(false);
  if (me?.session.totpEnrollmentDue && !enrolling) setEnrolling(true); // until the recovery codes are kept
  const enrolled = useCallback(async () => {
    const { data } = await refetch();
    setEnrolling(data?.session?.totpEnrollmentDue ?? true);
  }, [refetch]);
  const ready = useAreasOf(enrolling ? undefined : me);
  if (me && enrolling) {
    return (
      <SignedIn me={me}>
        <Suspense fallback={<PageWait />}>
          <EnrollmentDue onDone={enrolled} />
        </Suspense>
      </SignedIn>
    );
  }
  if (me && !ready) return <PageWait />;
  if (me) {
    return (
      <SignedIn me={me}>
        <Frame me={me} />
      </SignedIn>
    );
  }
  if (over) return <PageWait />;
  if (isPaused) return <StateBlock page kind="offline" />;
  if (error) return <StateBlock page kind="error" error={error} onRetry={() => void refetch()} />;
  return <PageWait />;
}

function Frame({ me }: { readonly me: Me }) {
  const t = useTexts();
  const [menu, { toggle, close }] = useDisclosure(false);
  const [palette, paletteControl] = useDisclosure(false);
  const phone = usePhone();
  const path = useRouterState({ select: (state) => state.location.pathname });
  useHotkeys([["mod+K", paletteControl.toggle]], []);
  useHotkeys([["Escape", close]]);
  const zoneKnown = useOfficialZone(me);
  useEffect(() => void followLanguage(me.user.locale), [me.user.locale]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes when another page opens
  useEffect(close, [path]);
  const bar = phone && isReaderOnly(me);
  const side = !phone || (menu && !bar);
  return (
    <div className={classes.shell} data-bar={bar || undefined}>
      <a className={classes.skip} href="#content">
        {t("shell.skip")}
      </a>
      <header className={classes.header}>
        <Header menu={menu} toggleMenu={bar ? undefined : toggle} openPalette={paletteControl.open} />
      </header>
      {side && (
        <nav className={classes.navbar} aria-label={t("shell.navigation")}>
          <Navigation />
        </nav>
      )}
      <main className={classes.main} inert={phone && side}>
        <ViewNotice />
        <OfflineNotice />
        <div id="content" className={classes.content} tabIndex={-1}>
          <ErrorBoundary key={path}>
            <Suspense fallback={<PageWait />}>{zoneKnown ? <Outlet /> : <PageWait />}</Suspense>
          </ErrorBoundary>
        </div>
      </main>
      {bar && <BottomBar />}
      {palette && (
        <Suspense>
          <Palette onClose={paletteControl.close} />
        </Suspense>
      )}
    </div>
  );
}
