import { createHashHistory, createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { AccessPage } from "../features/access/AccessPage";
import { ConditionsPage } from "../features/conditions/ConditionsPage";
import { OverviewPage } from "../features/overview/OverviewPage";
import { SettingsPage } from "../features/settings/SettingsPage";
import { SnapshotsPage } from "../features/snapshots/SnapshotsPage";
import { CrashBoundary } from "./CrashBoundary";
import { Shell } from "./Shell";

const root = createRootRoute({ component: Shell });
const pages = [
  // Without an address the frame opens the page that was left.
  createRoute({ getParentRoute: () => root, path: "/", component: () => null }),
  createRoute({
    getParentRoute: () => root,
    path: "/conditions",
    component: () => (
      <CrashBoundary>
        <ConditionsPage />
      </CrashBoundary>
    ),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/overview",
    component: () => (
      <CrashBoundary>
        <OverviewPage />
      </CrashBoundary>
    ),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/access",
    component: () => (
      <CrashBoundary>
        <AccessPage />
      </CrashBoundary>
    ),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/snapshots",
    component: () => (
      <CrashBoundary>
        <SnapshotsPage />
      </CrashBoundary>
    ),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/settings",
    component: () => (
      <CrashBoundary>
        <SettingsPage />
      </CrashBoundary>
    ),
  }),
];

/** Pages by address. The address stands behind the `#`, because the window's files come from no server. */
export function createAppRouter() {
  return createRouter({ routeTree: root.addChildren(pages), history: createHashHistory(), defaultPreload: false });
}
