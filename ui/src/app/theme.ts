import { teamsHighContrastTheme, webDarkTheme, webLightTheme, type Theme } from "@fluentui/react-components";
import { useSyncExternalStore } from "react";
import type { Theme as ThemeName } from "../host/generated/Theme";

const dark = "(prefers-color-scheme: dark)";
const contrast = "(forced-colors: active)";

function watch(query: string) {
  return (listener: () => void): (() => void) => {
    const media = matchMedia(query);
    media.addEventListener("change", listener);
    return () => media.removeEventListener("change", listener);
  };
}
const watchDark = watch(dark);
const watchContrast = watch(contrast);

/** The colours asked for; `system` follows the desktop, its high contrast included. */
export function useTheme(name: ThemeName): { theme: Theme; scheme: "light" | "dark" } {
  const systemDark = useSyncExternalStore(watchDark, () => matchMedia(dark).matches);
  const systemContrast = useSyncExternalStore(watchContrast, () => matchMedia(contrast).matches);
  const meant = name === "system" ? (systemContrast ? "high-contrast" : systemDark ? "dark" : "light") : name;
  switch (meant) {
    case "light":
      return { theme: webLightTheme, scheme: "light" };
    case "dark":
      return { theme: webDarkTheme, scheme: "dark" };
    case "high-contrast":
      return { theme: teamsHighContrastTheme, scheme: "dark" };
  }
}
