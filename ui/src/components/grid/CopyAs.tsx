import { Dialog, DialogBody, DialogContent, DialogSurface } from "@fluentui/react-components";
import type { CopyFormat } from "../../host/generated/CopyFormat";
import { SearchList } from "../SearchList";

const formats: readonly { key: CopyFormat; title: string; detail: string }[] = [
  { key: "text", title: "Text", detail: "columns parted by tabs, as spreadsheets take them" },
  { key: "json", title: "JSON", detail: "the rows with all their fields" },
  { key: "bicep", title: "Bicep", detail: "one resource for each row" },
  { key: "terraform", title: "Terraform", detail: "one azurerm resource for each row" },
  { key: "azure-cli", title: "Azure CLI", detail: "one az command for each row" },
];

/** Asks in which form the rows shall be copied. */
export function CopyAs({ close, copy }: { close(): void; copy(format: CopyFormat): Promise<void> }) {
  const pick = (key: string): void => {
    const format = formats.find((one) => one.key === key);
    close();
    if (format !== undefined) void copy(format.key);
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && close()}>
      <DialogSurface aria-label="Copy as" style={{ maxWidth: 420, padding: 12 }}>
        <DialogBody>
          <DialogContent>
            <SearchList label="Copy as" placeholder="Copy as…" items={formats} onPick={pick} />
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
