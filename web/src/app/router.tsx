import {
  type AnyRoute,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from "@tanstack/react-router";
import type { Area, Page } from "./area.ts";
import { areas, onMoreAreas } from "./areas.ts";
import { guarded } from "./guarded.tsx";
import { Nowhere } from "./nowhere.tsx";
import { PageFailure, PageNotFound, PageWait } from "./page-states.tsx";
import { readSearch, writeSearch } from "./search.ts";
import { Shell } from "./shell/shell.tsx";
import { Start } from "./start.tsx";
import { loadTexts } from "./texts.ts";

const routesOf = (area: Area, parent: AnyRoute, open: boolean): AnyRoute[] =>
  area.pages
    .filter((page) => (page.open ?? false) === open)
    .map((page) =>
      createRoute({
        getParentRoute: () => parent,
        path: page.path,
        component: lazyPage(area, page),
      }),
    );

/** A page with its texts, loaded together when somebody goes there, or is about to. */
function lazyPage(area: Area, page: Page) {
  return lazyRouteComponent(async () => {
    const [Component] = await Promise.all([page.load(), loadTexts(area.texts)]);
    return { Page: page.who ? guarded(Component, page.who) : Component };
  }, "Page");
}

/** All routes anew: the router takes a tree that it knows for one that has not changed. */
function tree(): AnyRoute {
  const root: AnyRoute = createRootRoute({ component: Outlet, notFoundComponent: PageNotFound });
  const shell: AnyRoute = createRoute({ getParentRoute: () => root, id: "shell", component: Shell });
  return root.addChildren([
    shell.addChildren([
      createRoute({ getParentRoute: () => shell, path: "/", component: Start }),
      ...areas().flatMap((area) => routesOf(area, shell, false)),
      createRoute({ getParentRoute: () => shell, path: "$", component: Nowhere }),
    ]),
    ...areas().flatMap((area) => routesOf(area, root, true)),
  ]);
}

/** Where which page stands. */
export const router = createRouter({
  routeTree: tree(),
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  defaultPreload: "intent",
  defaultPendingComponent: PageWait,
  defaultErrorComponent: PageFailure,
  defaultNotFoundComponent: PageNotFound,
  scrollRestoration: true,
  defaultPendingMs: 200,
});

onMoreAreas(() => {
  router.update({ ...router.options, routeTree: tree() });
  void router.load();
});
