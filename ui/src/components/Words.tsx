import { makeStyles, tokens } from "@fluentui/react-components";
import { memo } from "react";
import { quotedParts } from "./quotedParts";

const useStyles = makeStyles({
  code: { fontFamily: tokens.fontFamilyMonospace, fontSize: "0.93em", overflowWrap: "anywhere" },
});

/** A sentence of the engine, with what it quotes from the condition set as code. */
export const Words = memo(function Words({ text }: { text: string }) {
  const styles = useStyles();
  return quotedParts(text).map(({ quoted, part }, index) =>
    quoted ? (
      <code key={index} className={styles.code}>
        {part}
      </code>
    ) : (
      part
    ),
  );
});
