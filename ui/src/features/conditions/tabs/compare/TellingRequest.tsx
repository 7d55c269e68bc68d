import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  Caption1,
  Card,
  CardFooter,
  makeStyles,
  Body1Strong,
  tokens,
} from "@fluentui/react-components";
import { AddRegular, CopyRegular } from "@fluentui/react-icons";
import { useHost } from "../../../../host/context";
import type { Request } from "../../../../host/generated/Request";
import type { Workbench } from "../../workbench";
import { newCase } from "../try-it/benchCases";

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  code: {
    margin: 0,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
  },
  words: { overflowWrap: "anywhere" },
});

interface TellingRequestProps {
  side: "left" | "right";
  words: string | null;
  request: Request | null;
  /** No request and nothing undecided: there is none. */
  decided: boolean;
  workbench: Workbench;
}

/** What one side allows and the other refuses, by an example. */
export function TellingRequest({ side, words, request, decided, workbench }: TellingRequestProps) {
  const styles = useStyles();
  const host = useHost();
  const { content, actions } = workbench;
  if (request === null) {
    return (
      <Card appearance="outline" role="group" aria-label={`Only the ${side} allows`}>
        <Caption1 className={styles.quiet}>Only the {side} allows</Caption1>
        <Body1Strong>{decided ? "Nothing" : "No request found"}</Body1Strong>
      </Card>
    );
  }
  const json = JSON.stringify(request, null, 2);
  const name = words ?? `Only the ${side} allows`;
  const add = () =>
    actions.changeContent({ bench: [...content.bench, newCase(content.bench, name, request, side === "left" ? "true" : "false")] });
  return (
    <Card appearance="outline" role="group" aria-label={`Only the ${side} allows`}>
      <Caption1 className={styles.quiet}>Only the {side} allows</Caption1>
      <Body1Strong className={styles.words}>{words ?? "A request"}</Body1Strong>
      <Accordion collapsible>
        <AccordionItem value="json">
          <AccordionHeader size="small">The request</AccordionHeader>
          <AccordionPanel>
            <pre className={styles.code}>{json}</pre>
          </AccordionPanel>
        </AccordionItem>
      </Accordion>
      <CardFooter>
        <Button size="small" icon={<CopyRegular />} onClick={() => void host.copyText({ text: json })}>
          Copy
        </Button>
        <Button size="small" icon={<AddRegular />} onClick={add}>
          Add to bench
        </Button>
      </CardFooter>
    </Card>
  );
}
