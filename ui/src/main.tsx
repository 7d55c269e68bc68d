import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { HostProvider } from "./host/context";
import { settingsQuery, snapshotsQuery } from "./host/queries";
import { tauriHost } from "./host/tauri";
import { App } from "./app/App";
import { loadPages } from "./app/router";

// The host is local: nothing is refetched because a window came to the front, and a failure is shown, not retried.
const queries = new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: false, retry: false, networkMode: "always" } } });

// Asked for before the first component stands: the answers come while it is built.
void queries.prefetchQuery(settingsQuery(tauriHost));
void queries.prefetchQuery(snapshotsQuery(tauriHost));

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <HostProvider value={tauriHost}>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </HostProvider>
  </StrictMode>,
);

// Read once the first page stands. The charts' library writes over `toString` and `constructor` of its own objects
// while it loads, which a frozen prototype forbids; from then on no script can change what every object inherits.
setTimeout(() => {
  void Promise.allSettled([loadPages(), import("./features/overview/TileChart")]).then(() => Object.freeze(Object.prototype));
}, 1000);
