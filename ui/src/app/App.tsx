import { FluentProvider, Toaster } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect } from "react";
import { CommandProvider } from "../components/commands/CommandProvider";
import { toasterId } from "../components/notify";
import { useHost } from "../host/context";
import { settingsQuery } from "../host/queries";
import { useSettings } from "../host/settings";
import { CrashBoundary } from "./CrashBoundary";
import { useFirstPage } from "./lastPage";
import { useTheme } from "./theme";
import "./window.css";

/** The window: theme, commands and pages. Nothing is drawn before the theme and the page are known. */
export function App() {
  const loaded = useQuery(settingsQuery(useHost()));
  const { settings } = useSettings();
  const { theme, scheme } = useTheme(settings.theme);
  const router = useFirstPage(loaded.isPending ? null : settings);
  useEffect(() => {
    document.documentElement.style.colorScheme = scheme;
  }, [scheme]);
  if (router === null) return null;
  return (
    <FluentProvider theme={theme} style={{ height: "100vh" }}>
      <CrashBoundary>
        <CommandProvider>
          <RouterProvider router={router} />
          <Toaster toasterId={toasterId} position="bottom-end" />
        </CommandProvider>
      </CrashBoundary>
    </FluentProvider>
  );
}
