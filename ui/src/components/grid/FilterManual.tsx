import { Caption1, makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useHost } from "../../host/context";
import type { TableName } from "../../host/generated/TableName";

const useStyles = makeStyles({
  root: { width: "460px", maxHeight: "60vh", overflowY: "auto", display: "grid", gap: "8px" },
  list: { display: "grid", gridTemplateColumns: "auto 1fr", columnGap: "16px", rowGap: "4px", margin: 0 },
  code: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, whiteSpace: "nowrap" },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** The filter language on one card, with the columns of this table. */
export function FilterManual({ table }: { table: TableName }) {
  const styles = useStyles();
  const host = useHost();
  const columns = useQuery({ queryKey: ["filter-columns", table], queryFn: () => host.filterColumns({ table }), staleTime: Infinity });
  return (
    <div className={styles.root} tabIndex={0}>
      <Subtitle2>What can be typed</Subtitle2>
      <Caption1>
        Words search the names; quotes hold words together. Terms must all hold; values after a comma are alternatives; a minus turns a term around;
        <code> :none</code> finds what is missing.
      </Caption1>
      <dl className={styles.list}>
        {columns.data?.map(({ name, words, choices, example }) => [
          <dt key={name} className={styles.code}>
            {example}
          </dt>,
          <dd key={`${name} words`} className={styles.quiet}>
            {choices.length === 0 ? words : `${words}: ${choices.map((choice) => choice.name).join(", ")}`}
          </dd>,
        ])}
      </dl>
    </div>
  );
}
