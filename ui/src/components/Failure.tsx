import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { useHost } from "../host/context";
import { apiErrorOf } from "../host/types";
import { Words } from "./Words";

/** Says what failed, what it means and what to do, where the failed thing would have stood; the details can be copied. */
export function Failure({ what, error, retry }: { what: string; error: unknown; retry?: () => void }) {
  const host = useHost();
  const { code, message, hint } = apiErrorOf(error);
  const details = [what, `${code}: ${message}`, hint].filter((line) => line !== null).join("\n");
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{what}</MessageBarTitle>
        <Words text={message} />
        {hint !== null && (
          <div>
            <Words text={hint} />
          </div>
        )}
      </MessageBarBody>
      <MessageBarActions>
        {retry !== undefined && (
          <Button size="small" onClick={retry}>
            Try again
          </Button>
        )}
        <Button size="small" onClick={() => void host.copyText({ text: details })}>
          Copy details
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
