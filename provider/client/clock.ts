/** How far the service's clock is from this machine's: the service dates what it makes by its own. */
export interface Clock {
  /** The `date` header of an answer. */
  heard(date: string | undefined): void;
  /** Milliseconds to add to this machine's time, up to a second too few; undefined before the first answer. */
  offset(): number | undefined;
}

export function serviceClock(): Clock {
  let offset: number | undefined;
  return {
    heard(date) {
      const time = Date.parse(date ?? "");
      if (time > 0) offset = time - Date.now();
    },
    offset: () => offset,
  };
}
