import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useHost } from "./context";
import type { Settings } from "./generated/Settings";
import { settingsQuery } from "./queries";

const unset: Settings = { theme: "system", layout: {}, shortcuts: {} };

/** What the window remembers. A change is seen at once and written behind it. */
export function useSettings(): { settings: Settings; change: (next: (now: Settings) => Settings) => void } {
  const host = useHost();
  const client = useQueryClient();
  const query = settingsQuery(host);
  const { data = unset } = useQuery(query);
  const change = useCallback(
    (next: (now: Settings) => Settings) => {
      const { queryKey } = settingsQuery(host);
      const changed = next(client.getQueryData(queryKey) ?? unset);
      client.setQueryData(queryKey, changed);
      // A lost width or theme is not worth a word; the next change writes the whole again.
      host.setSettings(changed).catch(() => undefined);
    },
    [client, host],
  );
  return { settings: data, change };
}

/** One remembered value: a width, an open tab, the last draft. */
export function useRemembered(key: string, fallback: string): [string, (value: string) => void] {
  const { settings, change } = useSettings();
  const remember = useCallback(
    (value: string) => change((now) => (now.layout[key] === value ? now : { ...now, layout: { ...now.layout, [key]: value } })),
    [change, key],
  );
  return [settings.layout[key] ?? fallback, remember];
}
