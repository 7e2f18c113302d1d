/**
 * One provider object per kind, which Pulumi's provider process loads by the text in a resource's state. The names are a permanent
 * contract: state that names one must find it in every later release.
 */
export * from "./generated/providers";
