import type { Table } from "../table";
import type { fund as english } from "../en/fund";

export const fund: Table<typeof english> = {};
