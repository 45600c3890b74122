import type { Table } from "../table";
import type { innovation as english } from "../en/innovation";

export const innovation: Table<typeof english> = {};
