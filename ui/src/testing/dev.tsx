import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { App } from "../app/App";
import { HostProvider } from "../host/context";
import type { Theme } from "../host/generated/Theme";
import { emptyAnalysis, portalAnalysis, portalText, smallCatalogue } from "./fixtures";
import { contosoHost } from "./contosoHost";
import { contentOf, createTestHost } from "./testHost";

// The screens over the test double, for looking at them in a browser: `npm run dev`, then /dev.html. Never bundled.
const address = new URLSearchParams(location.search);
/** As many rows as 8 KB hold, to see how long a key press takes. */
const many = Array.from({ length: 7 }, () => portalText).join("\nAND\n");
const manyClauses = Array.from({ length: 7 }, () => portalAnalysis.model.clauses).flat();

const themes: Record<string, Theme> = { light: "light", dark: "dark", contrast: "high-contrast" };
const tenant = address.has("tenant");
const host = createTestHost({
  ...(tenant ? contosoHost({ rows: Number(address.get("rows") ?? 1_003_112), signedIn: !address.has("first"), pulling: address.has("pulling") }) : {}),
  catalogue: async () => smallCatalogue,
  analyzeCondition: async ({ text }) =>
    text.length > 2 * portalText.length
      ? structuredClone({ ...portalAnalysis, size: text.length, model: { editable: true, clauses: manyClauses } })
      : text === portalText ? portalAnalysis : { ...emptyAnalysis, size: text.length, model: { editable: true, clauses: [] } },
  importConditions: async () => [],
  buildTemplate: async () => ({ text: portalText }),
});
if (!address.has("empty")) await host.createDraft({ name: "Payments pipeline delegate", content: contentOf(address.has("many") ? many : portalText) });
await host.setSettings({ theme: themes[address.get("theme") ?? "light"] ?? "light", layout: {}, shortcuts: {} });

createRoot(document.getElementById("root") ?? document.body).render(
  <HostProvider value={host}>
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } } })}>
      <App />
    </QueryClientProvider>
  </HostProvider>,
);
