import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useCommandHandlers } from "../../components/commands/CommandProvider";
import { Failure } from "../../components/Failure";
import { Waiting } from "../../components/Waiting";
import { useHost } from "../../host/context";
import { catalogueQuery, draftsQuery } from "../../host/queries";
import { useNewDraft, useOpenDraftId } from "./draft/newDraft";
import { OpenDraft } from "./OpenDraft";
import { DraftSession } from "./session/DraftSession";
import { Doors } from "./start/Doors";
import { PasteDialog } from "./start/PasteDialog";
import { TemplateDialog } from "./start/TemplateDialog";
import { isDoor, type Door } from "./start/door";

/** Build a condition, see what it allows, take it away. */
export function ConditionsPage() {
  const host = useHost();
  const catalogue = useQuery(catalogueQuery(host));
  const drafts = useQuery(draftsQuery(host, ""));
  const [id, open] = useOpenDraftId();
  const newDraft = useNewDraft();
  const [session, setSession] = useState<DraftSession | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [door, openDoor, closeDoor] = useDoor();
  // Whoever asks for a blank draft has chosen the way to begin.
  const [begun, setBegun] = useState<number | null>(null);
  const begin = (): void => void newDraft("Untitled condition").then(setBegun);

  // The last draft, or on a machine that forgot which, the newest.
  const newest = drafts.data?.[0]?.id ?? null;
  useEffect(() => {
    if (id === null && newest !== null) open(newest);
  }, [id, newest, open]);

  useEffect(() => {
    if (id === null) {
      setSession(null);
      return;
    }
    let wanted = true;
    host.openDraft({ id }).then(
      (draft) => {
        if (!wanted) return;
        setFailure(null);
        setSession(new DraftSession(host, draft));
      },
      (thrown: unknown) => wanted && setFailure(thrown),
    );
    return () => {
      wanted = false;
    };
  }, [host, id]);

  useCommandHandlers({
    "draft.new": begin,
    "draft.template": () => openDoor("template"),
    "draft.paste": () => openDoor("paste"),
  });

  if (catalogue.isError) {
    return <Failure what="The role catalogue could not be read" error={catalogue.error} retry={() => void catalogue.refetch()} />;
  }
  if (drafts.isError) return <Failure what="The drafts could not be read" error={drafts.error} retry={() => void drafts.refetch()} />;
  if (catalogue.data === undefined || drafts.data === undefined) return <Waiting label="Opening" />;
  const current = session !== null && session.state().id === id ? session : null;
  return (
    <>
      {failure !== null && (
        <Failure
          what="The draft could not be opened"
          error={failure}
          retry={() => {
            setFailure(null);
            open(newest === id ? null : newest);
          }}
        />
      )}
      {current !== null ? (
        <OpenDraft key={current.state().id} session={current} catalogue={catalogue.data} begun={begun === id} openDoor={openDoor} />
      ) : (
        id === null && newest === null && <Doors open={openDoor} blank={begin} />
      )}
      {door === "paste" && <PasteDialog session={current} close={closeDoor} />}
      {door !== null && door !== "paste" && (
        <TemplateDialog catalogue={catalogue.data} session={current} start={door === "template" ? null : door.slice("template:".length)} close={closeDoor} />
      )}
    </>
  );
}

/** The open dialog stands in the address, so that the palette can open it from any page. */
function useDoor(): [Door | null, (door: Door) => void, () => void] {
  const navigate = useNavigate();
  const search: { door?: unknown } = useSearch({ strict: false });
  const door = isDoor(search.door) ? search.door : null;
  return [
    door,
    (next) => void navigate({ to: "/conditions", search: () => ({ door: next }) }),
    () => void navigate({ to: "/conditions", search: () => ({}) }),
  ];
}
