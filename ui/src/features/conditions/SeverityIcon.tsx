import { tokens } from "@fluentui/react-components";
import { ErrorCircleFilled, InfoFilled, WarningFilled } from "@fluentui/react-icons";
import type { Severity } from "../../host/generated/Severity";

/** How bad a problem is, by shape and colour. */
export function SeverityIcon({ severity }: { severity: Severity }) {
  switch (severity) {
    case "error":
      return <ErrorCircleFilled aria-label="error" color={tokens.colorStatusDangerForeground1} />;
    case "warning":
      return <WarningFilled aria-label="warning" color={tokens.colorStatusWarningForeground3} />;
    case "info":
      return <InfoFilled aria-label="information" color={tokens.colorNeutralForeground3} />;
  }
}
