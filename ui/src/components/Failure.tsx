import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { apiErrorOf } from "../host/types";

/** Says what failed, what it means and what to do, where the failed thing would have stood. */
export function Failure({ what, error, retry }: { what: string; error: unknown; retry?: () => void }) {
  const { message, hint } = apiErrorOf(error);
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{what}</MessageBarTitle>
        {message}
        {hint !== null && <div>{hint}</div>}
      </MessageBarBody>
      {retry !== undefined && (
        <MessageBarActions>
          <Button onClick={retry}>Try again</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
