import type { Table } from "../table";
import type { plan as english } from "../en/plan";

export const plan: Table<typeof english> = {};
