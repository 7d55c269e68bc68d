import { Badge, Button, makeStyles, mergeClasses, Menu, MenuDivider, MenuGroup, MenuGroupHeader, MenuItem, MenuItemRadio, MenuList, MenuPopover, MenuTrigger, tokens } from "@fluentui/react-components";
import { ArrowSyncRegular, ChevronDownRegular, HistoryRegular, ShieldErrorRegular } from "@fluentui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useCommandRegistry } from "../components/commands/CommandProvider";
import { isReadable, useCurrentSnapshot } from "../components/snapshot/current";
import { ageOf, isOlderThanADay, shortWhenOf, utcOf, whenOf } from "../components/time";

const useStyles = makeStyles({
  button: { minWidth: 0, fontWeight: tokens.fontWeightRegular, whiteSpace: "nowrap", overflow: "hidden" },
  tenant: { fontWeight: tokens.fontWeightSemibold, overflow: "hidden", textOverflow: "ellipsis" },
  stale: { color: tokens.colorPaletteDarkOrangeForeground1, border: `1px solid ${tokens.colorPaletteDarkOrangeBorder2}` },
});

const minute = 60_000;

/** Which tenant, as of when, and how much of it could not be read; amber when older than a day. Leads to other snapshots. */
export function AsOfBadge() {
  const styles = useStyles();
  const navigate = useNavigate();
  const registry = useCommandRegistry();
  const { snapshots = [], current, choose } = useCurrentSnapshot();
  const now = useNow();
  if (current === null) {
    return (
      <Badge appearance="outline" color="informative" size="large" shape="rounded">
        no tenant read
      </Badge>
    );
  }
  const unread = current.coverage.refused + current.coverage.failed;
  const stale = isOlderThanADay(current.started_at, now);
  const scopes = `${unread.toLocaleString("en")} ${unread === 1 ? "scope" : "scopes"} not readable`;
  const tenants = [...new Map(snapshots.filter(isReadable).map(({ tenant }) => [tenant.id, tenant])).values()];
  return (
    <Menu
      checkedValues={{ snapshot: [String(current.id)] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const id = Number(checkedItems[0]);
        if (Number.isInteger(id)) choose(id);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          size="small"
          className={mergeClasses(styles.button, stale && styles.stale)}
          icon={<HistoryRegular />}
          title={`Snapshot of ${utcOf(current.started_at)}, ${ageOf(current.started_at, now)} old`}
        >
          <span className={styles.tenant}>{current.tenant.name}</span>
          <span>
            &nbsp;· {stale ? `${ageOf(current.started_at, now)} old, ` : ""}as of {shortWhenOf(current.started_at)}
            {unread > 0 && ` · ${scopes}`}
          </span>
          <ChevronDownRegular aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {tenants.map((tenant) => (
            <MenuGroup key={tenant.id}>
              <MenuGroupHeader>{tenant.name}</MenuGroupHeader>
              {snapshots
                .filter((snapshot) => snapshot.tenant.id === tenant.id && isReadable(snapshot))
                .slice(0, 8)
                .map(({ id, started_at }) => (
                  <MenuItemRadio key={id} name="snapshot" value={String(id)}>
                    {whenOf(started_at)}
                  </MenuItemRadio>
                ))}
            </MenuGroup>
          ))}
          <MenuDivider />
          <MenuItem icon={<ArrowSyncRegular />} onClick={() => registry.run("snapshot.pull")}>
            Pull now…
          </MenuItem>
          {unread > 0 && (
            <MenuItem icon={<ShieldErrorRegular />} onClick={() => void navigate({ to: "/snapshots", search: () => ({ snapshot: current.id, tab: "coverage" }) })}>
              {scopes}: which and why
            </MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** The time by the minute, so that a window left open grows old by itself. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minute);
    return () => clearInterval(timer);
  }, []);
  return now;
}
