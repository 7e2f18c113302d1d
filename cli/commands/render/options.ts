/** What the command line of `render` gives. */
export interface RenderOptions {
  out: string;
  stack?: string;
  preview?: string;
}
