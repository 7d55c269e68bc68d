import {
  Button,
  makeStyles,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  mergeClasses,
  Subtitle2,
  tokens,
  Tooltip,
} from "@fluentui/react-components";
import { DarkThemeRegular, SearchRegular, SettingsRegular, ShieldKeyholeRegular } from "@fluentui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import { chordFor } from "../components/commands/registry";
import { shown } from "../components/commands/chord";
import type { Theme } from "../host/generated/Theme";
import { useSettings } from "../host/settings";
import { AsOfBadge } from "./AsOfBadge";

const useStyles = makeStyles({
  bar: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    padding: "0 8px 0 14px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    minWidth: 0,
  },
  name: { display: "flex", alignItems: "center", gap: "8px", "& svg": { fontSize: "22px", color: tokens.colorBrandForeground1 } },
  search: {
    marginLeft: "auto",
    width: "280px",
    justifyContent: "flex-start",
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground3,
    "@media (max-width: 1100px)": { width: "220px" },
  },
  keys: { marginLeft: "auto", paddingLeft: "12px", fontSize: tokens.fontSizeBase200 },
});

function isTheme(name: string | undefined): name is Theme {
  return name === "system" || name === "light" || name === "dark" || name === "high-contrast";
}

interface Props {
  className: string;
  theme: Theme;
  openPalette(): void;
  openShortcuts(): void;
}

/** Product, where the data comes from, search, colours and settings. */
export function TopBar({ className, theme, openPalette, openShortcuts }: Props) {
  const styles = useStyles();
  const navigate = useNavigate();
  const { settings, change } = useSettings();
  const keys = (id: string, chord: string): string => shown(chordFor({ id, chord }, settings.shortcuts) ?? "");
  return (
    <header className={mergeClasses(className, styles.bar)}>
      <span className={styles.name}>
        <ShieldKeyholeRegular aria-hidden />
        <Subtitle2>Rolewright</Subtitle2>
      </span>
      <AsOfBadge />
      <Button className={styles.search} size="small" icon={<SearchRegular />} onClick={openPalette}>
        Search or run…
        <span className={styles.keys}>{keys("window.palette", "Ctrl+K")}</span>
      </Button>
      <Menu
        checkedValues={{ theme: [theme] }}
        onCheckedValueChange={(_, { checkedItems }) => {
          const chosen = checkedItems[0];
          if (isTheme(chosen)) change((now) => ({ ...now, theme: chosen }));
        }}
      >
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content="Colours" relationship="label">
            <Button appearance="subtle" icon={<DarkThemeRegular />} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItemRadio name="theme" value="system">
              As the desktop
            </MenuItemRadio>
            <MenuItemRadio name="theme" value="light">
              Light
            </MenuItemRadio>
            <MenuItemRadio name="theme" value="dark">
              Dark
            </MenuItemRadio>
            <MenuItemRadio name="theme" value="high-contrast">
              High contrast
            </MenuItemRadio>
          </MenuList>
        </MenuPopover>
      </Menu>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content="Settings and shortcuts" relationship="label">
            <Button appearance="subtle" icon={<SettingsRegular />} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem secondaryContent={keys("window.shortcuts", "Ctrl+/")} onClick={openShortcuts}>
              Keyboard shortcuts
            </MenuItem>
            <MenuDivider />
            <MenuItem secondaryContent={keys("window.settings", "Ctrl+,")} onClick={() => void navigate({ to: "/settings" })}>
              Settings
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
    </header>
  );
}
