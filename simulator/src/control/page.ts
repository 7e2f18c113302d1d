/** The page at /. */
export const page = "<!doctype html><title>codearts-simulator</title>";
