import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useDeclaredCommands, usePaletteSource } from "../../components/commands/CommandProvider";
import { useNotify } from "../../components/notify";
import { useHost } from "../../host/context";
import { catalogueQuery } from "../../host/queries";
import { conditionCommands } from "./commands";
import { useOpenDraftId } from "./draft/newDraft";

/** What the palette and the shortcut list know of conditions on every page: commands, drafts, roles, templates. */
export function ConditionEntries() {
  const host = useHost();
  const client = useQueryClient();
  const navigate = useNavigate();
  const notify = useNotify();
  const [, open] = useOpenDraftId();
  useDeclaredCommands(conditionCommands);
  usePaletteSource(async (query) => {
    const [drafts, catalogue] = await Promise.all([host.listDrafts({ search: query }), client.fetchQuery(catalogueQuery(host))]);
    return [
      ...drafts.slice(0, 20).map(({ id, name, preview }) => ({
        id: `draft:${id}`,
        title: name,
        detail: preview,
        category: "Drafts",
        run: () => {
          open(id);
          void navigate({ to: "/conditions" });
        },
      })),
      ...catalogue.templates.map(({ name, title, description }) => ({
        id: `template:${name}`,
        title,
        detail: description,
        category: "Start from a template",
        run: () => void navigate({ to: "/conditions", search: () => ({ door: `template:${name}` }) }),
      })),
      ...catalogue.roles.map(({ id, name }) => ({
        id: `role:${id}`,
        title: name,
        detail: id,
        category: "Roles: copy the id",
        run: () => {
          host.copyText({ text: id }).then(
            () => notify({ intent: "success", title: `Copied the id of ${name}` }),
            () => notify({ intent: "error", title: "The clipboard could not be written" }),
          );
        },
      })),
    ];
  });
  return null;
}
