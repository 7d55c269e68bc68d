import { Body1, Button, Caption1, Link, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { CopyRegular, OpenRegular } from "@fluentui/react-icons";
import { useNotify, useNotifyFailure } from "../../components/notify";
import { Failure } from "../../components/Failure";
import { whenOf } from "../../components/time";
import { useHost } from "../../host/context";
import type { SignInStep as Step } from "../../host/generated/SignInStep";

const useStyles = makeStyles({
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeHero800,
    lineHeight: tokens.lineHeightHero800,
    letterSpacing: "0.12em",
    userSelect: "all",
    padding: "8px 0",
  },
  row: { display: "flex", gap: "8px", alignItems: "center" },
  steps: { display: "grid", gap: "8px", justifyItems: "start" },
});

/** What the user does now: types a code, goes on in the browser, or waits. */
export function SignInStep({ step }: { step: Exclude<Step, { kind: "done" }> }) {
  const styles = useStyles();
  const host = useHost();
  const notify = useNotify();
  const notifyFailure = useNotifyFailure();
  const openPage = (url: string): void => {
    host.openPage({ url }).catch((thrown: unknown) => notifyFailure("The page could not be opened", thrown));
  };
  const copy = (text: string): void => {
    host.copyText({ text }).then(
      () => notify({ intent: "success", title: "Copied the code" }),
      (thrown: unknown) => notifyFailure("The code could not be copied", thrown),
    );
  };
  switch (step.kind) {
    case "device-code":
      return (
        <div className={styles.steps}>
          <Body1>
            Open <Link onClick={() => openPage(step.page)}>{step.page}</Link> and type this code:
          </Body1>
          <output className={styles.code} aria-label={`The code is ${step.code.split("").join(" ")}`}>
            {step.code}
          </output>
          <div className={styles.row}>
            <Button icon={<CopyRegular />} onClick={() => copy(step.code)}>
              Copy the code
            </Button>
            <Button
              appearance="primary"
              icon={<OpenRegular />}
              onClick={() => {
                copy(step.code);
                openPage(step.page);
              }}
            >
              Copy and open the page
            </Button>
          </div>
          <Spinner size="tiny" label="Waiting for the page" />
          <Caption1>The code is good until {whenOf(step.expires_at)}.</Caption1>
        </div>
      );
    case "browser":
      return (
        <div className={styles.steps}>
          <Spinner size="tiny" label="Sign in in the browser window that has opened" />
          <Caption1>
            None has opened? <Link onClick={() => openPage(step.page)}>Open the page again</Link>
          </Caption1>
        </div>
      );
    case "waiting":
      return <Spinner size="tiny" labelPosition="after" label={step.words} />;
    case "failed":
      return <Failure what="Signing in did not work" error={step.error} />;
    case "cancelled":
      return <Body1>Signing in was cancelled.</Body1>;
  }
}
