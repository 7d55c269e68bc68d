import { makeStyles, Subtitle1 } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Failure } from "../../components/Failure";
import { WithSnapshot } from "../../components/snapshot/WithSnapshot";
import { Waiting } from "../../components/Waiting";
import { useHost } from "../../host/context";
import type { Lead } from "../../host/generated/Lead";
import { overviewQuery } from "../../host/queries";
import { TileCard } from "./TileCard";

const useStyles = makeStyles({
  page: { height: "100%", overflowY: "auto", boxSizing: "border-box", padding: "16px 20px 32px" },
  tiles: { display: "grid", gridTemplateColumns: "repeat(auto-fill, minmax(300px, 1fr))", gap: "14px", marginTop: "12px", padding: 0, listStyle: "none" },
});

const mostTiles = 8;

/** What deserves attention: a few sentences with a number, each a way into a table. */
export function OverviewPage() {
  return <WithSnapshot>{({ id }) => <Tiles key={id} snapshot={id} />}</WithSnapshot>;
}

function Tiles({ snapshot }: { snapshot: number }) {
  const styles = useStyles();
  const navigate = useNavigate();
  const overview = useQuery(overviewQuery(useHost(), snapshot));
  const go = (lead: Lead): void => {
    if (lead.page === "access") void navigate({ to: "/access", search: () => ({ filter: lead.filter }) });
    else void navigate({ to: "/snapshots", search: () => ({ snapshot }) });
  };
  if (overview.isError) return <Failure what="The overview could not be read" error={overview.error} retry={() => void overview.refetch()} />;
  if (overview.data === undefined) return <Waiting label="Reading the overview" />;
  return (
    <div className={styles.page} tabIndex={0}>
      <Subtitle1 as="h1">What deserves attention</Subtitle1>
      <ul className={styles.tiles}>
        {overview.data.tiles.slice(0, mostTiles).map((tile) => (
          <li key={tile.id}>
            <TileCard tile={tile} go={go} />
          </li>
        ))}
      </ul>
    </div>
  );
}
