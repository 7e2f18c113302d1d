export * from "../../tools/command-line";
