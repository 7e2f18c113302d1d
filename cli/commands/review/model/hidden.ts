/** Which inputs of a kind are always secret, as a tree: every resource walks it once. */

export interface Hidden {
  /** Whether the value here is secret. */
  secret: boolean;
  named: ReadonlyMap<string, Hidden>;
  /** For every other key. */
  others?: Hidden;
}

export const nothingHidden: Hidden = { secret: false, named: new Map() };

/** From paths; "*" is any key. */
export function hiddenBy(paths: readonly (readonly string[])[]): Hidden {
  const below = (key: string): Hidden =>
    hiddenBy(paths.filter(([first]) => first === key || first === "*").map(([, ...rest]) => rest));
  const keys = new Set(paths.flatMap(([first]) => first ?? []));
  return {
    secret: paths.some((path) => path.length === 0),
    named: new Map([...keys].filter((key) => key !== "*").map((key) => [key, below(key)])),
    ...(keys.has("*") && { others: below("*") }),
  };
}
