/** The chosen reading of each switch in reading-table.ts. */
import { type Reading, readingTable } from "./reading-table";

export type ReadingName = keyof typeof readingTable;
export type ReadingValue<Name extends ReadingName> = (typeof readingTable)[Name]["values"][number];

export interface Readings {
  get<Name extends ReadingName>(name: Name): ReadingValue<Name>;
  /** Throws an Error that names what is wrong and what is there. */
  check(name: string, value: string): void;
  /** Throws as check does. */
  set(name: string, value: string): void;
  all(): Record<string, string>;
  reset(): void;
}

function readingNames(): ReadingName[] {
  return Object.keys(readingTable).filter(isReadingName);
}

function isReadingName(name: string): name is ReadingName {
  return Object.hasOwn(readingTable, name);
}

/** All readings, for `--readings` and the control endpoint. */
export function describeReadings(): ({ name: ReadingName; default: string } & Reading)[] {
  return readingNames().map((name) => {
    const reading: Reading = readingTable[name];
    return { name, default: reading.values[0], ...reading };
  });
}

export function createReadings(initial: Record<string, string> = {}): Readings {
  const chosen = new Map<string, string>();
  const readings: Readings = {
    get: (name) => (chosen.get(name) ?? readingTable[name].values[0]) as ReadingValue<typeof name>, // set() lets only known values in
    check(name, value) {
      if (!isReadingName(name)) throw new Error(`There is no reading ${name}. Known: ${readingNames().join(", ")}.`);
      const { values }: Reading = readingTable[name];
      if (!values.includes(value)) throw new Error(`The reading ${name} takes ${values.join(" or ")}, not ${value}.`);
    },
    set(name, value) {
      readings.check(name, value);
      chosen.set(name, value);
    },
    all: () => Object.fromEntries(readingNames().map((name) => [name, readings.get(name)])),
    reset() {
      chosen.clear();
      for (const [name, value] of Object.entries(initial)) readings.set(name, value);
    },
  };
  readings.reset();
  return readings;
}
