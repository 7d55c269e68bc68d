import {
  Body1Strong,
  Button,
  Caption1,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Tab,
  TabList,
  tokens,
} from "@fluentui/react-components";
import { CopyRegular, ProhibitedRegular, SaveRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { Failure } from "../../../../components/Failure";
import { useNotify } from "../../../../components/notify";
import { useHost } from "../../../../host/context";
import type { ExportedFile } from "../../../../host/generated/ExportedFile";
import { Words } from "../../../../components/Words";
import { ReadOnlyCode } from "./ReadOnlyCode";

const useStyles = makeStyles({
  view: { display: "flex", gap: tokens.spacingHorizontalM, flexGrow: 1, minHeight: "340px" },
  formats: { flexShrink: 0, width: "176px", overflowY: "auto" },
  // Fluent centres the label in the room for its bold form; in a list the labels shall line up.
  format: { textAlign: "left", justifyItems: "start" },
  file: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, flexGrow: 1, minWidth: 0 },
  head: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, flexWrap: "wrap" },
  name: { flex: "1 1 140px", minWidth: 0, fontFamily: tokens.fontFamilyMonospace, overflowWrap: "anywhere" },
  code: {
    flexGrow: 1,
    minHeight: "240px",
    overflow: "hidden",
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  notes: { margin: 0, paddingLeft: tokens.spacingHorizontalL, color: tokens.colorNeutralForeground2 },
});

interface FormatViewProps {
  files: readonly ExportedFile[];
  chosen: string | null;
  onChoose: (format: string) => void;
}

export function FormatView({ files, chosen, onChoose }: FormatViewProps) {
  const styles = useStyles();
  const file = files.find(({ format }) => format === chosen) ?? files[0];
  if (file === undefined) return null;
  return (
    <div className={styles.view}>
      <TabList
        vertical
        size="small"
        className={styles.formats}
        aria-label="Formats"
        selectedValue={file.format}
        onTabSelect={(_, { value }) => onChoose(String(value))}
      >
        {files.map(({ format, title, impossible }) => (
          <Tab
            key={format}
            value={format}
            content={{ className: styles.format }}
            {...(impossible === null ? {} : { icon: <ProhibitedRegular aria-label="not possible" /> })}
          >
            {title}
          </Tab>
        ))}
      </TabList>
      <div className={styles.file} role="tabpanel" aria-label={file.title}>
        <FileView file={file} />
      </div>
    </div>
  );
}

function FileView({ file }: { file: ExportedFile }) {
  const styles = useStyles();
  const host = useHost();
  const notify = useNotify();
  const [failed, setFailed] = useState<{ what: string; error: unknown } | null>(null);
  if (file.impossible !== null) {
    return (
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>Not possible in {file.title}</MessageBarTitle>
          <div>
            <Words text={file.impossible} />
          </div>
        </MessageBarBody>
      </MessageBar>
    );
  }
  const copy = async () => {
    try {
      await host.copyText({ text: file.code });
      setFailed(null);
      notify({ intent: "success", title: `${file.title} copied` });
    } catch (error) {
      setFailed({ what: "The code could not be copied", error });
    }
  };
  const save = async () => {
    try {
      const saved = await host.saveTextFile({ suggested_name: file.file_name, text: file.code });
      setFailed(null);
      if (saved !== null) notify({ intent: "success", title: "File saved", body: saved.path });
    } catch (error) {
      setFailed({ what: "The file could not be saved", error });
    }
  };
  return (
    <>
      <div className={styles.head}>
        <Body1Strong className={styles.name}>{file.file_name}</Body1Strong>
        <Button size="small" icon={<CopyRegular />} onClick={() => void copy()}>
          Copy
        </Button>
        <Button size="small" icon={<SaveRegular />} aria-label="Save as file" title="Save as file" onClick={() => void save()}>
          Save
        </Button>
      </div>
      {failed !== null && <Failure what={failed.what} error={failed.error} />}
      <div className={styles.code}>
        <ReadOnlyCode label={`${file.title}: ${file.file_name}`} code={file.code} />
      </div>
      {file.notes.length > 0 && (
        <ul className={styles.notes}>
          {file.notes.map((note) => (
            <li key={note}>
              <Caption1>
                <Words text={note} />
              </Caption1>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
