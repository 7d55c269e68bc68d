import {
  BoxRegular,
  BuildingRegular,
  FolderRegular,
  GlobeRegular,
  KeyRegular,
} from "@fluentui/react-icons";
import type { ScopeLevel } from "../host/generated/ScopeLevel";
import { levelWords } from "./levelWords";

/** The sign of a scope's level, with its name for those who do not see it. */
export function ScopeIcon({ level }: { level: ScopeLevel }) {
  const label = levelWords[level];
  switch (level) {
    case "root":
      return <GlobeRegular aria-label={label} />;
    case "management-group":
      return <BuildingRegular aria-label={label} />;
    case "subscription":
      return <KeyRegular aria-label={label} />;
    case "resource-group":
      return <FolderRegular aria-label={label} />;
    case "resource":
      return <BoxRegular aria-label={label} />;
  }
}
