import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, Toolbar, ToolbarButton, ToolbarDivider, Tooltip } from "@fluentui/react-components";
import { ArrowDownRegular, ArrowUpRegular, CopyRegular, TextAlignLeftRegular, TextWrapOffRegular } from "@fluentui/react-icons";
import { useMutation } from "@tanstack/react-query";
import { useHost } from "../../../../host/context";
import { apiErrorOf } from "../../../../host/types";
import type { Workbench } from "../../workbench";

const useStyles = makeStyles({ bar: { padding: "4px 8px", flexWrap: "wrap" } });

interface CodeToolbarProps {
  workbench: Workbench;
  onStep: (forward: boolean) => void;
}

export function CodeToolbar({ workbench, onStep }: CodeToolbarProps) {
  const styles = useStyles();
  const host = useHost();
  const { content, analysis, readOnly, actions } = workbench;
  const format = useMutation({
    mutationFn: async (singleLine: boolean) => {
      const asked = content.text;
      const formatted = await host.formatCondition({ text: asked, single_line: singleLine });
      return { asked, text: formatted.text };
    },
    // What was typed while the host formatted is worth more than the layout.
    onSuccess: ({ asked, text }) => {
      if (asked === content.text) actions.changeText(text);
    },
  });
  const problems = analysis?.diagnostics.length ?? 0;
  const still = readOnly || content.text.trim() === "";
  const failed = format.isError ? apiErrorOf(format.error) : null;
  return (
    <>
      <Toolbar aria-label="Code" size="small" className={styles.bar}>
        <Tooltip relationship="description" content="Write it in the portal's layout">
          <ToolbarButton icon={<TextAlignLeftRegular />} disabled={still} onClick={() => format.mutate(false)}>
            Format
          </ToolbarButton>
        </Tooltip>
        <Tooltip relationship="description" content="Write it on one line, for a command">
          <ToolbarButton icon={<TextWrapOffRegular />} disabled={still} onClick={() => format.mutate(true)}>
            Single line
          </ToolbarButton>
        </Tooltip>
        <ToolbarButton
          icon={<CopyRegular />}
          disabled={content.text === ""}
          onClick={() => void host.copyText({ text: content.text })}
        >
          Copy
        </ToolbarButton>
        <ToolbarDivider />
        <Tooltip relationship="label" content="Previous problem (Shift+F8)">
          <ToolbarButton icon={<ArrowUpRegular />} disabled={problems === 0} onClick={() => onStep(false)} />
        </Tooltip>
        <Tooltip relationship="label" content="Next problem (F8)">
          <ToolbarButton icon={<ArrowDownRegular />} disabled={problems === 0} onClick={() => onStep(true)} />
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
}
