import type { ComponentType } from "react";
import type { TabProps } from "./workbench";

export interface Tab {
  /** Stays the same over versions: the window remembers the open tab by it. */
  id: string;
  title: string;
  component: ComponentType<TabProps>;
}

/** The tabs beside the builder, in their order. The first is open on a new machine. */
export const tabs: readonly Tab[] = [];
