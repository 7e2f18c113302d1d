/** A keyed collection whose changes are collected until they are committed, or undone. Rows are never changed in place: put a new one. */

export interface RowChange {
  table: string;
  id: string;
  /** Undefined: the row is deleted. */
  row: object | undefined;
}

/** Where tables report the state before a change. */
export interface Changes {
  note(table: string, id: string, undo: () => void, current: () => object | undefined): void;
}

/** A table of whatever rows. */
export interface AnyTable {
  readonly name: string;
  /** Sets or, without a row, removes. */
  load(id: string, row: object | undefined): void;
  clear(): void;
  entries(): IterableIterator<[string, object]>;
}

export class Table<Row extends object> {
  private readonly rows = new Map<string, Row>();
  private readonly indexes: Index<Row>[] = [];

  constructor(
    readonly name: string,
    private readonly changes: Changes,
  ) {}

  get size(): number {
    return this.rows.size;
  }

  get(id: string): Row | undefined {
    return this.rows.get(id);
  }

  values(): IterableIterator<Row> {
    return this.rows.values();
  }

  entries(): IterableIterator<[string, Row]> {
    return this.rows.entries();
  }

  put(id: string, row: Row): Row {
    this.noteChange(id);
    this.set(id, row);
    return row;
  }

  delete(id: string): void {
    if (!this.rows.has(id)) return;
    this.noteChange(id);
    this.set(id, undefined);
  }

  /** Takes a row from the state file or an import; both were written by a simulator. */
  load(id: string, row: object | undefined): void {
    this.set(id, row as Row | undefined);
  }

  private noteChange(id: string): void {
    const before = this.rows.get(id);
    const undo = () => this.set(id, before);
    this.changes.note(this.name, id, undo, () => this.rows.get(id));
  }

  /** Sets or removes a row without noting the change: for loading and undoing. */
  private set(id: string, row: Row | undefined): void {
    const before = this.rows.get(id);
    if (before) for (const index of this.indexes) index.remove(id, before, row);
    if (row) this.rows.set(id, row);
    else this.rows.delete(id);
    if (row) for (const index of this.indexes) index.add(id, row, before);
  }

  clear(): void {
    this.rows.clear();
    for (const index of this.indexes) index.clear();
  }

  /** An index by a key of the row; rows without a key are left out. Rows of one key come in the order of creation. */
  index(keyOf: (row: Row) => string | undefined): Index<Row> {
    const index = new Index(keyOf);
    this.indexes.push(index);
    for (const [id, row] of this.rows) index.add(id, row, undefined);
    return index;
  }
}

export class Index<Row> {
  private readonly ids = new Map<string, Set<string>>();
  private readonly lists = new Map<string, readonly string[]>();

  constructor(private readonly keyOf: (row: Row) => string | undefined) {}

  add(id: string, row: Row, before: Row | undefined): void {
    const key = this.keyOf(row);
    if (key === undefined || (before && this.keyOf(before) === key)) return;
    const set = this.ids.get(key);
    if (set) set.add(id);
    else this.ids.set(key, new Set([id]));
    this.lists.delete(key);
  }

  remove(id: string, row: Row, next: Row | undefined): void {
    const key = this.keyOf(row);
    if (key === undefined || (next && this.keyOf(next) === key)) return;
    const set = this.ids.get(key);
    set?.delete(id);
    if (set?.size === 0) this.ids.delete(key);
    this.lists.delete(key);
  }

  /** IDs of the rows with this key. */
  list(key: string): readonly string[] {
    const known = this.lists.get(key);
    if (known) return known;
    const list = [...(this.ids.get(key) ?? [])];
    this.lists.set(key, list);
    return list;
  }

  count(key: string): number {
    return this.ids.get(key)?.size ?? 0;
  }

  clear(): void {
    this.ids.clear();
    this.lists.clear();
  }
}
