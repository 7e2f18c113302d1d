export * from "../../tools/installation";
