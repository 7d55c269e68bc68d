import { Body1, Button, Subtitle1 } from "@fluentui/react-components";
import { Component, type ReactNode } from "react";

interface State {
  error: Error | null;
}

/** Shows what to do when a part of the window has failed; drafts are in the store and unharmed. */
export class CrashBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div role="alert" style={{ padding: 32, display: "grid", gap: 12, justifyItems: "start", maxWidth: 640 }}>
        <Subtitle1 as="h1">This page has failed</Subtitle1>
        <Body1>Your drafts are saved. Show the page again; if it fails again, open another draft, or report the message below.</Body1>
        <code>{error.message}</code>
        <Button appearance="primary" onClick={() => this.setState({ error: null })}>
          Show the page again
        </Button>
      </div>
    );
  }
}
