/** Keys and entries of a table that is written in code, so that it has no other keys than its type says. */
export const keysOf = <T extends object>(table: T) => Object.keys(table) as (keyof T & string)[];
export const entriesOf = <T extends object>(table: T) => Object.entries(table) as [keyof T & string, T[keyof T & string]][];
