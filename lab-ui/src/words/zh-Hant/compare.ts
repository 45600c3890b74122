import type { Table } from "../table";
import type { compare as english } from "../en/compare";

export const compare: Table<typeof english> = {};
