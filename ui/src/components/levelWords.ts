import type { ScopeLevel } from "../host/generated/ScopeLevel";

export const levelWords: Record<ScopeLevel, string> = {
  root: "root",
  "management-group": "management group",
  subscription: "subscription",
  "resource-group": "resource group",
  resource: "resource",
};
