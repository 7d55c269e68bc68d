import { makeStyles, Subtitle1, Text, tokens } from "@fluentui/react-components";
import { ClipboardPasteRegular, DocumentAddRegular, GridRegular } from "@fluentui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import { useId } from "react";
import { Door as DoorCard, Doors as DoorRow } from "../../../components/Door";
import { useCurrentSnapshot } from "../../../components/snapshot/current";
import { TenantDoors } from "../../../components/snapshot/FirstStart";
import type { Door } from "./door";

const useStyles = makeStyles({
  root: { display: "grid", gap: "16px", padding: "32px", maxWidth: "860px", margin: "0 auto", boxSizing: "border-box" },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const doors = [
  {
    id: "template",
    icon: GridRegular,
    title: "From a template",
    text: "The portal's five and three more: choose roles and principals, and the condition is written for you.",
  },
  { id: "blank", icon: DocumentAddRegular, title: "Blank", text: "Start with no clause and build what you need." },
  {
    id: "paste",
    icon: ClipboardPasteRegular,
    title: "Paste anything",
    text: "A condition, a whole Bicep or Terraform file, an ARM template, a role assignment as JSON.",
  },
] as const;

/** Three ways to begin, and while no tenant has been read the two ways to one. */
export function Doors({ open, blank }: { open: (door: Door) => void; blank: () => void }) {
  const styles = useStyles();
  const heading = useId();
  const navigate = useNavigate();
  const { current } = useCurrentSnapshot();
  return (
    <section className={styles.root} aria-labelledby={heading}>
      <div>
        <Subtitle1 as="h1" id={heading} block>
          Limit what a delegate may assign
        </Subtitle1>
        <Text block className={styles.quiet}>
          Build a condition, see at once what it really allows, and take it away as code. Nothing leaves this machine.
        </Text>
      </div>
      <DoorRow>
        {doors.map(({ id, ...door }) => (
          <DoorCard key={id} name={id} {...door} open={() => (id === "blank" ? blank() : open(id))} />
        ))}
      </DoorRow>
      {current === null && (
        <>
          <Text block className={styles.quiet}>
            Or look at a tenant as it is:
          </Text>
          <TenantDoors then={() => void navigate({ to: "/overview" })} />
        </>
      )}
    </section>
  );
}
