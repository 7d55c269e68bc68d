import { Field, makeStyles, Textarea, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { Request } from "../../../../host/generated/Request";
import { requestFromJson } from "./requestRows";

const useStyles = makeStyles({
  text: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, minHeight: "180px" },
});

/** The request as `rolewright condition eval` takes it. What cannot be read yet stays in the field and changes nothing. */
export function RequestJson({ request, onChange }: { request: Request; onChange: (request: Request) => void }) {
  const styles = useStyles();
  const [text, setText] = useState(() => JSON.stringify(request, null, 2));
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <Field label="Request as JSON" size="small" {...(problem === null ? {} : { validationState: "error", validationMessage: problem })}>
      <Textarea
        size="small"
        resize="vertical"
        textarea={{ className: styles.text, spellCheck: false }}
        value={text}
        onChange={(_, { value }) => {
          setText(value);
          try {
            onChange(requestFromJson(value));
            setProblem(null);
          } catch (thrown) {
            setProblem(thrown instanceof Error ? thrown.message : String(thrown));
          }
        }}
      />
    </Field>
  );
}
