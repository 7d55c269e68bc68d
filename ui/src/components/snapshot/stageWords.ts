import type { Stage } from "../../host/generated/Stage";

export const stageWords: Record<Stage, string> = {
  "management-groups": "management groups",
  subscriptions: "subscriptions",
  "role-definitions": "role definitions",
  "role-assignments": "role assignments",
  "pim-instances": "PIM instances",
  "deny-assignments": "deny assignments",
  locks: "locks",
  "policy-assignments": "policy assignments",
  "resource-groups": "resource groups",
  resources: "resources",
  vaults: "vaults",
  "resource-guards": "Resource Guards",
  elevations: "elevation records",
  principals: "principals",
  "group-memberships": "group memberships",
};
