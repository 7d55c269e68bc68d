import { makeStyles, MessageBar, MessageBarBody, tokens } from "@fluentui/react-components";
import { useEffect, useLayoutEffect, useMemo, useState } from "react";
import { useCommandHandlers } from "../../components/commands/CommandProvider";
import { Failure } from "../../components/Failure";
import { useNotifyFailure } from "../../components/notify";
import { SplitPane } from "../../components/SplitPane";
import { StatusItem } from "../../components/statusBar";
import { Waiting } from "../../components/Waiting";
import type { Catalogue } from "../../host/generated/Catalogue";
import { Builder } from "./builder/Builder";
import { DraftBar } from "./draft/DraftBar";
import { SavedNote } from "./draft/SavedNote";
import { ProblemList } from "./problems/ProblemList";
import type { DraftSession } from "./session/DraftSession";
import { keystroke } from "./session/keystroke";
import { useSession } from "./session/useSession";
import { Spotlight } from "./spotlight";
import { BlankCanvas } from "./start/BlankCanvas";
import type { Door } from "./start/door";
import { TabPane } from "./TabPane";
import type { Workbench } from "./workbench";

const useStyles = makeStyles({
  page: { height: "100%", display: "grid", gridTemplateRows: "auto minmax(0, 1fr)" },
  heading: {
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    margin: 0,
    padding: "8px 14px 0",
  },
});

interface Props {
  session: DraftSession;
  catalogue: Catalogue;
  /** Whether the draft was asked for blank, so that building starts at once. */
  begun: boolean;
  openDoor(door: Door): void;
}

/** One open draft: bar, builder, tabs and problems. */
export function OpenDraft({ session, catalogue, begun, openDoor }: Props) {
  const styles = useStyles();
  const draftId = useSession(session, (state) => state.id);
  const draftName = useSession(session, (state) => state.name);
  const content = useSession(session, (state) => state.content);
  const analysis = useSession(session, (state) => state.analysis);
  const analysedText = useSession(session, (state) => state.analysedText);
  const analysisFailure = useSession(session, (state) => state.analysisFailure);
  const [spotlight] = useState(() => new Spotlight());
  const notifyFailure = useNotifyFailure();
  const readOnly = analysis?.model.editable === false;
  const workbench = useMemo<Workbench>(
    () => ({ draftId, draftName, content, analysis, analysedText, catalogue, readOnly, spotlight, actions: session }),
    [draftId, draftName, content, analysis, analysedText, catalogue, readOnly, spotlight, session],
  );

  useLayoutEffect(() => {
    if (analysis !== null && analysedText === session.state().content.text) keystroke.end();
  }, [analysis, analysedText, session]);

  useEffect(() => {
    const flush = (): void => void session.flush();
    window.addEventListener("blur", flush);
    window.addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", flush);
    return () => {
      window.removeEventListener("blur", flush);
      window.removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", flush);
      flush();
    };
  }, [session]);

  useCommandHandlers({
    "draft.undo": () => void session.undo().catch((thrown: unknown) => notifyFailure("Nothing was undone", thrown)),
    "draft.redo": () => void session.redo().catch((thrown: unknown) => notifyFailure("Nothing was redone", thrown)),
  });

  const left =
    analysis === null ? (
      <Waiting label="Reading the condition" />
    ) : (
      <BlankCanvas session={session} begun={begun} blank={content.text.trim() === "" && analysis.model.clauses.length === 0} openDoor={openDoor}>
        {readOnly && (
          <MessageBar intent="info">
            <MessageBarBody>This is version 1 of the language. It is shown as it is and cannot be changed; Azure no longer takes it.</MessageBarBody>
          </MessageBar>
        )}
        <Builder workbench={workbench} session={session} analysis={analysis} />
      </BlankCanvas>
    );
  return (
    <div className={styles.page}>
      <DraftBar session={session} openDoor={openDoor} />
      <SplitPane
        name="conditions"
        label="Width of the builder"
        start={50}
        left={
          <>
            <h2 className={styles.heading}>Builder</h2>
            {left}
          </>
        }
        right={
          <>
            {analysisFailure !== null && <Failure what="The condition could not be read" error={analysisFailure} />}
            <TabPane workbench={workbench} />
            <ProblemList analysis={analysis} readOnly={readOnly} spotlight={spotlight} actions={session} />
          </>
        }
      />
      <StatusItem>
        <SavedNote session={session} />
      </StatusItem>
    </div>
  );
}
