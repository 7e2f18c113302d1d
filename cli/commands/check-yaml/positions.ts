/** The position of each key and list entry in a YAML text. */
import { EVENT_ID, type Event, getScalarValue } from "js-yaml";
import type { Path } from "../../../provider/pulumi-wire";

/** Both start at 1. */
export interface Position {
  line: number;
  column: number;
}

/** The position of a path, or of its nearest existing parent. */
export function positionsOf(text: string, events: Event[]): (path: Path) => Position {
  const offsets = offsetsOf(text, events);
  return (path) => {
    for (let length = path.length; length > 0; length -= 1) {
      const offset = offsets.get(keyOf(path.slice(0, length)));
      if (offset !== undefined) return positionAt(text, offset);
    }
    return { line: 1, column: 1 };
  };
}

const keyOf = (path: Path): string => JSON.stringify(path.map(String));

function offsetsOf(text: string, events: Event[]): Map<string, number> {
  const offsets = new Map<string, number>();
  let at = 0;
  /** Reads one value and returns where it begins. */
  const read = (path: Path): number => {
    const event = events[at++];
    if (event?.type === EVENT_ID.SCALAR) return event.valueStart;
    if (event?.type === EVENT_ID.ALIAS) return event.anchorStart;
    if (event?.type === EVENT_ID.SEQUENCE) {
      for (let index = 0; !isEnd(); index += 1) put([...path, index], read([...path, index]));
    } else if (event?.type === EVENT_ID.MAPPING) {
      while (!isEnd()) {
        const key = events[at];
        const start = read(path);
        const name = key?.type === EVENT_ID.SCALAR ? getScalarValue(text, key) : "";
        put([...path, name], start);
        read([...path, name]);
      }
    } else if (event?.type === EVENT_ID.DOCUMENT) while (!isEnd()) read(path);
    at += 1;
    return event !== undefined && "start" in event ? event.start : -1;
  };
  const isEnd = () => at >= events.length || events[at]?.type === EVENT_ID.POP;
  const put = (path: Path, offset: number) => {
    if (offset >= 0) offsets.set(keyOf(path), offset);
  };
  while (at < events.length) read([]);
  return offsets;
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
