import type { Table } from "../table";
import type { format as english } from "../en/format";

export const format: Table<typeof english> = {};
