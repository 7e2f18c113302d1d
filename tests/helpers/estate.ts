export * from "../../tools/estate";
