import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, Toolbar, ToolbarButton, ToolbarDivider, Tooltip } from "@fluentui/react-components";
import { ArrowDownRegular, ArrowUpRegular, CopyRegular, TextAlignLeftRegular, TextWrapOffRegular } from "@fluentui/react-icons";
import { useMutation } from "@tanstack/react-query";
import { memo } from "react";
import { useHost } from "../../../../host/context";
import { apiErrorOf } from "../../../../host/types";
import type { WorkbenchActions } from "../../workbench";

const useStyles = makeStyles({ bar: { padding: "4px 8px", flexWrap: "wrap" } });

interface CodeToolbarProps {
  /** The text as it is at the moment of the call; the toolbar does not render again when it changes. */
  text: () => string;
  empty: boolean;
  /** Whether there is anything that could be formatted. */
  formattable: boolean;
  hasProblems: boolean;
  actions: WorkbenchActions;
  onStep: (forward: boolean) => void;
}

export const CodeToolbar = memo(function CodeToolbar({ text, empty, formattable, hasProblems, actions, onStep }: CodeToolbarProps) {
  const styles = useStyles();
  const host = useHost();
  const format = useMutation({
    mutationFn: async (singleLine: boolean) => {
      const asked = text();
      const formatted = await host.formatCondition({ text: asked, single_line: singleLine });
      return { asked, formatted: formatted.text };
    },
    // What was typed while the host formatted is worth more than the layout.
    onSuccess: ({ asked, formatted }) => {
      if (asked === text()) actions.changeText(formatted);
    },
  });
  const failed = format.isError ? apiErrorOf(format.error) : null;
  return (
    <>
      <Toolbar aria-label="Code" size="small" className={styles.bar}>
        <Tooltip relationship="description" content="Write it in the portal's layout">
          <ToolbarButton icon={<TextAlignLeftRegular />} disabled={!formattable} onClick={() => format.mutate(false)}>
            Format
          </ToolbarButton>
        </Tooltip>
        <Tooltip relationship="description" content="Write it on one line, for a command">
          <ToolbarButton icon={<TextWrapOffRegular />} disabled={!formattable} onClick={() => format.mutate(true)}>
            Single line
          </ToolbarButton>
        </Tooltip>
        <ToolbarButton
          icon={<CopyRegular />}
          disabled={empty}
          onClick={() => void host.copyText({ text: text() })}
        >
          Copy
        </ToolbarButton>
        <ToolbarDivider />
        <Tooltip relationship="label" content="Previous problem (Shift+F8)">
          <ToolbarButton icon={<ArrowUpRegular />} disabled={!hasProblems} onClick={() => onStep(false)} />
        </Tooltip>
        <Tooltip relationship="label" content="Next problem (F8)">
          <ToolbarButton icon={<ArrowDownRegular />} disabled={!hasProblems} onClick={() => onStep(true)} />
        </Tooltip>
      </Toolbar>
      {failed !== null && (
        <MessageBar intent="error">
          <MessageBarBody>
            <MessageBarTitle>Not formatted</MessageBarTitle>
            {failed.message}
            {failed.hint === null ? "" : `. ${failed.hint}`}
          </MessageBarBody>
        </MessageBar>
      )}
    </>
  );
});
