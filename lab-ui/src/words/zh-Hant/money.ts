import type { Table } from "../table";
import type { money as english } from "../en/money";

export const money: Table<typeof english> = {};
