import type { Table } from "../table";
import type { evidence as english } from "../en/evidence";

export const evidence: Table<typeof english> = {};
