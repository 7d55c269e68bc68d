import { createHashHistory, createRootRoute, createRoute, createRouter, redirect } from "@tanstack/react-router";
import { ConditionsPage } from "../features/conditions/ConditionsPage";
import { SettingsPage } from "../features/settings/SettingsPage";
import { CrashBoundary } from "./CrashBoundary";
import { Shell } from "./Shell";

const root = createRootRoute({ component: Shell });
const pages = [
  createRoute({
    getParentRoute: () => root,
    path: "/",
    beforeLoad: () => {
      throw redirect({ to: "/conditions" });
    },
  }),
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
