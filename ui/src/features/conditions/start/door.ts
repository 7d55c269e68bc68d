/** A way into a new draft: `paste`, `template`, or `template:NAME`. */
export type Door = "paste" | "template" | `template:${string}`;

export function isDoor(value: unknown): value is Door {
  return typeof value === "string" && (value === "paste" || value === "template" || value.startsWith("template:"));
}
