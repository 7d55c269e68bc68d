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
      const query = settingsQuery(host);
      const write = (now: Settings): Promise<void> => {
        const changed = next(now);
        if (changed === now) return Promise.resolve();
        client.setQueryData(query.queryKey, changed);
        return host.setSettings(changed);
      };
      const known = client.getQueryData(query.queryKey);
      // The whole is written, so what is not read yet is read first; else a first day's settings would replace it.
      const written = known === undefined ? client.fetchQuery(query).then(write) : write(known);
      // A lost width or theme is not worth a word; the next change writes the whole again.
      written.catch(() => undefined);
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
