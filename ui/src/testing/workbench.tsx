import { FluentProvider, webLightTheme } from "@fluentui/react-components";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, type RenderResult } from "@testing-library/react";
import { useSyncExternalStore, type ComponentType } from "react";
import { Spotlight } from "../features/conditions/spotlight";
import type { TabProps, Workbench } from "../features/conditions/workbench";
import { HostProvider } from "../host/context";
import type { DraftContent } from "../host/generated/DraftContent";
import type { TextEdit } from "../host/generated/TextEdit";
import type { Host } from "../host/types";
import { portalAnalysis, portalText, smallCatalogue } from "./fixtures";
import { contentOf, createTestHost } from "./testHost";

interface TabTest extends RenderResult {
  spotlight: Spotlight;
  /** The content as the tab has left it. */
  content: () => DraftContent;
  /** Changes the content as the builder would. */
  fromOutside: (patch: Partial<DraftContent>) => void;
  edits: TextEdit[];
}

interface TabSetup {
  host?: Partial<Host>;
  content?: Partial<DraftContent>;
  workbench?: Partial<Workbench>;
}

/** Renders one tab over a draft that really changes. */
export function renderTab(Tab: ComponentType<TabProps>, { host = {}, content = {}, workbench = {} }: TabSetup = {}): TabTest {
  const spotlight = new Spotlight();
  const edits: TextEdit[] = [];
  let current: DraftContent = { ...contentOf(portalText), ...content };
  const listeners = new Set<() => void>();
  const patch = (change: Partial<DraftContent>) => {
    current = { ...current, ...change };
    for (const heard of listeners) heard();
  };
  const subscribe = (heard: () => void) => {
    listeners.add(heard);
    return () => void listeners.delete(heard);
  };
  const actions = {
    changeText: (text: string) => patch({ text }),
    changeContent: patch,
    applyEdits: (made: readonly TextEdit[]) => void edits.push(...made),
  };
  function Page() {
    const kept = useSyncExternalStore(subscribe, () => current);
    return (
      <Tab
        workbench={{
          draftId: 1,
          draftName: "Payments",
          content: kept,
          analysis: portalAnalysis,
          analysedText: kept.text,
          catalogue: smallCatalogue,
          readOnly: false,
          spotlight,
          actions,
          ...workbench,
        }}
      />
    );
  }
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const rendered = render(
    <FluentProvider theme={webLightTheme}>
      <QueryClientProvider client={client}>
        <HostProvider value={createTestHost(host)}>
          <Page />
        </HostProvider>
      </QueryClientProvider>
    </FluentProvider>,
  );
  return { ...rendered, spotlight, edits, content: () => current, fromOutside: patch };
}
