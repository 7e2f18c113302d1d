export * from "../../tools/process";
