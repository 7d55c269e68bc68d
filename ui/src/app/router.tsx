import { createHashHistory, createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { Shell } from "./Shell";

// A page is loaded when it is first opened: the window need not read all of them to show one.
const conditions = lazyRouteComponent(() => import("../features/conditions/ConditionsPage"), "ConditionsPage");
const overview = lazyRouteComponent(() => import("../features/overview/OverviewPage"), "OverviewPage");
const access = lazyRouteComponent(() => import("../features/access/AccessPage"), "AccessPage");
const snapshots = lazyRouteComponent(() => import("../features/snapshots/SnapshotsPage"), "SnapshotsPage");
const settings = lazyRouteComponent(() => import("../features/settings/SettingsPage"), "SettingsPage");

const root = createRootRoute({ component: Shell });
const routes = [
  // Without an address the window opens on the page where it was left.
  createRoute({ getParentRoute: () => root, path: "/", component: () => null }),
  createRoute({ getParentRoute: () => root, path: "/conditions", component: conditions }),
  createRoute({ getParentRoute: () => root, path: "/overview", component: overview }),
  createRoute({ getParentRoute: () => root, path: "/access", component: access }),
  createRoute({ getParentRoute: () => root, path: "/snapshots", component: snapshots }),
  createRoute({ getParentRoute: () => root, path: "/settings", component: settings }),
];

/** Loads the pages that are not open yet, so that going to one does not wait. */
export async function loadPages(): Promise<void> {
  await Promise.allSettled([conditions, overview, access, snapshots, settings].map(async ({ preload }) => preload?.()));
}

/** Pages by address. The address stands behind the `#`, because the window's files come from no server. */
export function createAppRouter() {
  return createRouter({ routeTree: root.addChildren(routes), history: createHashHistory(), defaultPreload: false });
}
