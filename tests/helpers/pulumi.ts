export * from "../../tools/stack";
