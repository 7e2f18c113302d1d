/**
 * One provider object per kind, which Pulumi's provider process loads by the text in a resource's state. The names are
 * permanent: state that refers to one must find it in every later release.
 */
export * from "./generated/providers";
