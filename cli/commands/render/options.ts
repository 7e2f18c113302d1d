/** Command-line options of `render`. */
export interface RenderOptions {
  out: string;
  stack?: string;
  preview?: string;
}
