import {
  CameraFilled,
  CameraRegular,
  GridFilled,
  GridRegular,
  PeopleTeamFilled,
  PeopleTeamRegular,
  SettingsFilled,
  SettingsRegular,
  ShieldTaskFilled,
  ShieldTaskRegular,
} from "@fluentui/react-icons";
import type { ReactElement } from "react";

export interface Page {
  to: "/overview" | "/conditions" | "/access" | "/snapshots" | "/settings";
  title: string;
  chord: string;
  icon: ReactElement;
  here: ReactElement;
}

const conditions: Page = { to: "/conditions", title: "Conditions", chord: "Alt+1", icon: <ShieldTaskRegular />, here: <ShieldTaskFilled /> };
const settings: Page = { to: "/settings", title: "Settings", chord: "Ctrl+,", icon: <SettingsRegular />, here: <SettingsFilled /> };

/** The pages of the navigation, in its order. */
export const pages: readonly Page[] = [
  { to: "/overview", title: "Overview", chord: "Alt+2", icon: <GridRegular />, here: <GridFilled /> },
  conditions,
  { to: "/access", title: "Access", chord: "Alt+3", icon: <PeopleTeamRegular />, here: <PeopleTeamFilled /> },
  { to: "/snapshots", title: "Snapshots", chord: "Alt+4", icon: <CameraRegular />, here: <CameraFilled /> },
  settings,
];
