import type { Table } from "../table";
import type { claims as english } from "../en/claims";

export const claims: Table<typeof english> = {};
