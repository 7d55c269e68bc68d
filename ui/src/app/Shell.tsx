import { makeStyles, tokens } from "@fluentui/react-components";
import { Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useCommands } from "../components/commands/CommandProvider";
import { markPainted } from "../components/painted";
import { StatusBarContext } from "../components/statusBar";
import { ConditionEntries } from "../features/conditions/ConditionEntries";
import type { Theme } from "../host/generated/Theme";
import { useSettings } from "../host/settings";
import { useKeepPage } from "./lastPage";
import { CrashBoundary } from "./CrashBoundary";
import { Navigation } from "./Navigation";
import { pages } from "./pages";
import { Palette } from "./Palette";
import { ShortcutSheet } from "./ShortcutSheet";
import { StatusBar } from "./StatusBar";
import { TenantEntries } from "./TenantEntries";
import { TopBar } from "./TopBar";

const useStyles = makeStyles({
  frame: {
    height: "100vh",
    display: "grid",
    gridTemplateRows: "48px minmax(0, 1fr) 24px",
    gridTemplateColumns: "200px minmax(0, 1fr)",
    backgroundColor: tokens.colorNeutralBackground3,
    "@media (max-width: 999px)": { gridTemplateColumns: "48px minmax(0, 1fr)" },
  },
  wide: { gridColumn: "1 / -1" },
  page: { minWidth: 0, minHeight: 0, overflow: "hidden", backgroundColor: tokens.colorNeutralBackground1 },
});

const themes: readonly [Theme, string][] = [
  ["system", "as the desktop"],
  ["light", "light"],
  ["dark", "dark"],
  ["high-contrast", "high contrast"],
];

/** The frame around every page: top bar, navigation, status bar, palette and shortcuts. */
export function Shell() {
  const styles = useStyles();
  const navigate = useNavigate();
  useKeepPage();
  const { pathname } = useLocation();
  const { settings, change } = useSettings();
  const [palette, setPalette] = useState(false);
  const [sheet, setSheet] = useState(false);
  const [statusPlace, setStatusPlace] = useState<HTMLElement | null>(null);
  useEffect(() => markPainted("rolewright:frame"), []);

  useCommands([
    { id: "window.palette", title: "Search or run…", category: "Window", chord: "Ctrl+K", run: () => setPalette(true) },
    { id: "window.shortcuts", title: "Keyboard shortcuts", category: "Window", chord: "Ctrl+/", run: () => setSheet(true) },
    ...pages.map(({ to, title, chord }) => ({ id: `window.${to.slice(1)}`, title: `Go to ${title}`, category: "Window", chord, run: () => void navigate({ to }) })),
    ...themes.map(([theme, words]) => ({
      id: `window.theme.${theme}`,
      title: `Colours: ${words}`,
      category: "Window",
      run: () => change((now) => ({ ...now, theme })),
    })),
  ]);
  return (
    <StatusBarContext value={statusPlace}>
      <div className={styles.frame}>
        <TopBar className={styles.wide} theme={settings.theme} openPalette={() => setPalette(true)} openShortcuts={() => setSheet(true)} />
        <Navigation pathname={pathname} />
        <main className={styles.page}>
          <CrashBoundary key={pathname}>
            <Outlet />
          </CrashBoundary>
        </main>
        <StatusBar className={styles.wide} place={setStatusPlace} />
      </div>
      <ConditionEntries />
      <TenantEntries />
      {palette && <Palette close={() => setPalette(false)} />}
      {sheet && <ShortcutSheet close={() => setSheet(false)} />}
    </StatusBarContext>
  );
}
