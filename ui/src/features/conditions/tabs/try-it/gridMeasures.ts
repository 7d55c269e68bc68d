export const roleWidth = 176;
export const cellWidth = 52;

/** The role's name takes what is left; two cells for every column. */
export function measures(columns: number): { columns: string; width: string } {
  return {
    columns: `minmax(${roleWidth}px, 1fr) repeat(${columns * 2}, ${cellWidth}px)`,
    width: `${roleWidth + columns * 2 * cellWidth}px`,
  };
}
