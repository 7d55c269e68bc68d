import { Body1, Button, DrawerBody, DrawerHeader, DrawerHeaderTitle, makeStyles, OverlayDrawer, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useQuery } from "@tanstack/react-query";
import { memo } from "react";
import { Failure } from "../../../components/Failure";
import { Waiting } from "../../../components/Waiting";
import { useHost } from "../../../host/context";
import { ruleManualQuery } from "../../../host/queries";
import { Words } from "../../../components/Words";
import { manualBlocks, type Block } from "./manualBlocks";

const useStyles = makeStyles({
  body: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, paddingBottom: tokens.spacingVerticalXXL },
  heading: { margin: `${tokens.spacingVerticalS} 0 0`, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  code: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
  },
  paragraph: { margin: 0 },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXXL },
});

interface RuleManualProps {
  /** The rule to show, or null while closed. */
  code: string | null;
  onClose: () => void;
}

/** A rule's manual page beside the code, which stays usable. */
export const RuleManual = memo(function RuleManual({ code, onClose }: RuleManualProps) {
  const styles = useStyles();
  const host = useHost();
  const manual = useQuery({ ...ruleManualQuery(host, code ?? ""), enabled: code !== null });
  return (
    <OverlayDrawer modalType="non-modal" position="end" size="small" open={code !== null} onOpenChange={onClose}>
      <DrawerHeader>
        <DrawerHeaderTitle
          action={<Button appearance="subtle" aria-label="Close the rule's page" icon={<DismissRegular />} onClick={onClose} />}
        >
          Rule {code}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>
        {manual.isPending && <Waiting label="Reading the rule's page" />}
        {manual.isError && <Failure what="The rule's page could not be read" error={manual.error} />}
        {manual.data !== undefined &&
          manualBlocks(manual.data.text).map((block, index) => <ManualBlock key={index} block={block} />)}
      </DrawerBody>
    </OverlayDrawer>
  );
});

function ManualBlock({ block }: { block: Block }) {
  const styles = useStyles();
  if (block.kind === "list") {
    return (
      <ul className={styles.list}>
        {block.items.map((item) => (
          <li key={item}>
            <Body1>
              <Words text={item} />
            </Body1>
          </li>
        ))}
      </ul>
    );
  }
  if (block.kind === "heading") return <h3 className={styles.heading}>{block.text}</h3>;
  if (block.kind === "code") return <pre className={styles.code}>{block.text}</pre>;
  return (
    <Body1 as="p" className={styles.paragraph}>
      <Words text={block.text} />
    </Body1>
  );
}
