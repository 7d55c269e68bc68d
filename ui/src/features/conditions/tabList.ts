import type { ComponentType } from "react";
import { CodeTab } from "./tabs/code/CodeTab";
import { CompareTab } from "./tabs/compare/CompareTab";
import { MeaningTab } from "./tabs/meaning/MeaningTab";
import { TakeAwayTab } from "./tabs/take-away/TakeAwayTab";
import { TryItTab } from "./tabs/try-it/TryItTab";
import type { TabProps } from "./workbench";

export interface Tab {
  /** Stays the same over versions: the window remembers the open tab by it. */
  id: string;
  title: string;
  component: ComponentType<TabProps>;
}

/** The tabs beside the builder, in their order. The first is open on a new machine. */
export const tabs: readonly Tab[] = [
  { id: "code", title: "Code", component: CodeTab },
  { id: "meaning", title: "Meaning", component: MeaningTab },
  { id: "try-it", title: "Try it", component: TryItTab },
  { id: "compare", title: "Compare", component: CompareTab },
  { id: "take-away", title: "Take away", component: TakeAwayTab },
];
