import type { ReactNode } from "react";
import type { ColumnValues } from "../../host/generated/ColumnValues";
import type { Chosen } from "../../host/generated/Chosen";
import type { Copied } from "../../host/generated/Copied";
import type { CopyFormat } from "../../host/generated/CopyFormat";
import type { PageFacts } from "../../host/generated/PageFacts";
import type { PageRequest } from "../../host/generated/PageRequest";
import type { RowFormat } from "../../host/generated/RowFormat";
import type { SavedFile } from "../../host/generated/SavedFile";
import type { SortBy } from "../../host/generated/SortBy";
import type { TableName } from "../../host/generated/TableName";

/** One column of a table. Its id is what the filter language and the host call it. */
export interface GridColumn<Row> {
  id: string;
  title: string;
  /** Pixels, until the user changes it. */
  width: number;
  cell(row: Row): ReactNode;
  /** Whether the rows can be put in its order; they can unless it says no. */
  sortable?: false;
  /** Whether its values can be chosen from a list. */
  byValue?: true;
  /** Whether it is left out until the user asks for it. */
  hidden?: true;
}

/** Where a table's rows come from. */
export interface GridSource<Row> {
  table: TableName;
  /** All that the rows depend on, besides filter, order and place. */
  key: readonly unknown[];
  page(request: PageRequest): Promise<{ rows: Row[]; facts: PageFacts }>;
  values(column: string, filter: string, search: string): Promise<ColumnValues>;
  rowKey(row: Row): string;
  copy?(chosen: Chosen, filter: string, sort: SortBy[], format: CopyFormat): Promise<Copied>;
  exportRows?(filter: string, sort: SortBy[], format: RowFormat): Promise<SavedFile | null>;
}

/** How a table is looked at; stands in the page's address. */
export interface GridView {
  filter: string;
  sort: SortBy[];
  /** The row whose detail is open. */
  row: string | null;
}

export const rowHeight = 32;
export const headerHeight = 34;
export const pageSize = 200;
/** A browser's box ends at 33,554,432 px; no scrollbar could point at a single one of so many rows anyway. */
export const mostRows = 1_048_000;
