import { Button, makeStyles, Popover, PopoverSurface, PopoverTrigger, Tooltip } from "@fluentui/react-components";
import { ChevronDownRegular } from "@fluentui/react-icons";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useCommandHandlers } from "../../../components/commands/CommandProvider";
import { Failure } from "../../../components/Failure";
import { SearchList } from "../../../components/SearchList";
import { useHost } from "../../../host/context";
import { draftsQuery } from "../../../host/queries";
import { useOpenDraftId } from "./newDraft";

const useStyles = makeStyles({ surface: { width: "420px", padding: "10px" } });

/** The other drafts, searched by name and text. */
export function DraftSwitcher({ current }: { current: number }) {
  const styles = useStyles();
  const [shown, setShown] = useState(false);
  useCommandHandlers({ "draft.switch": () => setShown(true) });
  return (
    <Popover open={shown} onOpenChange={(_, { open }) => setShown(open)} trapFocus positioning={{ position: "below", align: "start" }}>
      <PopoverTrigger disableButtonEnhancement>
        <Tooltip content="Switch or search drafts (Ctrl+O)" relationship="label">
          <Button size="small" appearance="subtle" icon={<ChevronDownRegular />} />
        </Tooltip>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label="Drafts">
        <Drafts current={current} close={() => setShown(false)} />
      </PopoverSurface>
    </Popover>
  );
}

function Drafts({ current, close }: { current: number; close: () => void }) {
  const host = useHost();
  const [, open] = useOpenDraftId();
  const [query, setQuery] = useState("");
  const drafts = useQuery({ ...draftsQuery(host, query), placeholderData: keepPreviousData, staleTime: 0 });
  if (drafts.isError) return <Failure what="The drafts could not be read" error={drafts.error} />;
  const items = (drafts.data ?? []).map(({ id, name, preview, updated_at }) => ({
    key: String(id),
    title: name,
    detail: preview === "" ? "empty" : preview,
    note: id === current ? "open" : new Date(updated_at).toLocaleDateString(),
    // The host has searched name and text already.
    words: query,
  }));
  return (
    <SearchList
      label="Drafts"
      placeholder="Name or text of a draft"
      items={items}
      onQuery={setQuery}
      empty={drafts.isPending ? "Reading…" : "No draft has this in its name or text"}
      onPick={(key) => {
        close();
        open(Number(key));
      }}
    />
  );
}
