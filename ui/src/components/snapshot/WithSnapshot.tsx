import type { ReactNode } from "react";
import type { SnapshotSummary } from "../../host/generated/SnapshotSummary";
import { Failure } from "../Failure";
import { Waiting } from "../Waiting";
import { FirstStart } from "./FirstStart";
import { useCurrentSnapshot } from "./current";

/** A page about a snapshot: itself, or what to do while there is none. */
export function WithSnapshot({ children }: { children: (snapshot: SnapshotSummary) => ReactNode }) {
  const { snapshots, current, error, retry } = useCurrentSnapshot();
  if (error !== null) return <Failure what="The snapshots could not be read" error={error} retry={retry} />;
  if (snapshots === undefined) return <Waiting label="Opening the snapshot" />;
  return current === null ? <FirstStart pulling={snapshots.some(({ state }) => state === "running")} /> : children(current);
}
