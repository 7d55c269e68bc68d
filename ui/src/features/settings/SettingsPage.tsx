import { Caption1, Field, makeStyles, Radio, RadioGroup, Subtitle1, Subtitle2, tokens } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useHost } from "../../host/context";
import type { Theme } from "../../host/generated/Theme";
import { appInfoQuery } from "../../host/queries";
import { useSettings } from "../../host/settings";
import { Shortcuts } from "./Shortcuts";

const useStyles = makeStyles({
  page: { height: "100%", overflowY: "auto" },
  inside: { padding: "20px 28px 40px", display: "grid", gap: "24px", maxWidth: "760px" },
  section: { display: "grid", gap: "6px" },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const themes: readonly [Theme, string][] = [
  ["system", "As the desktop"],
  ["light", "Light"],
  ["dark", "Dark"],
  ["high-contrast", "High contrast"],
];

const dateFormat = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });

/** Colours, shortcuts and where things are kept. */
export function SettingsPage() {
  const styles = useStyles();
  const { settings, change } = useSettings();
  const info = useQuery(appInfoQuery(useHost()));
  return (
    <div className={styles.page}>
      <div className={styles.inside}>
        <Subtitle1 as="h1">Settings</Subtitle1>
        <Field label="Colours">
          <RadioGroup
            layout="horizontal"
            value={settings.theme}
            onChange={(_, { value }) => {
              const theme = themes.find(([name]) => name === value)?.[0];
              if (theme !== undefined) change((now) => ({ ...now, theme }));
            }}
          >
            {themes.map(([value, label]) => (
              <Radio key={value} value={value} label={label} />
            ))}
          </RadioGroup>
        </Field>
        <section className={styles.section}>
          <Subtitle2 as="h2">Keyboard shortcuts</Subtitle2>
          <Shortcuts />
        </section>
        {info.data !== undefined && (
          <section className={styles.section}>
            <Subtitle2 as="h2">About</Subtitle2>
            <Caption1>Rolewright {info.data.version}. It talks to the Azure that you sign in to and to nobody else, and only reads.</Caption1>
            <Caption1 className={styles.quiet}>Drafts, snapshots and settings are kept in {info.data.store_path_hint}</Caption1>
            <Caption1 className={styles.quiet}>Built-in roles are as of {dateFormat.format(new Date(info.data.roles_as_of))}</Caption1>
          </section>
        )}
      </div>
    </div>
  );
}
