import { WithSnapshot } from "../../components/snapshot/WithSnapshot";
import { AccessView } from "./AccessView";

/** Who may do what where. */
export function AccessPage() {
  return <WithSnapshot>{(snapshot) => <AccessView key={snapshot.id} snapshot={snapshot} />}</WithSnapshot>;
}
