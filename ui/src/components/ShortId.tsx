import { makeStyles, tokens } from "@fluentui/react-components";
import { shortened } from "./shortened";

const useStyles = makeStyles({ id: { fontFamily: tokens.fontFamilyMonospace, fontSize: "0.93em" } });


/** An id that loses its middle to the eye; pointed at and copied it is whole. */
export function ShortId({ id }: { id: string }) {
  const styles = useStyles();
  return (
    <span
      className={styles.id}
      title={id}
      onCopy={(event) => {
        event.clipboardData.setData("text/plain", id);
        event.preventDefault();
      }}
    >
      {shortened(id)}
    </span>
  );
}
