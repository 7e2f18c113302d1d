/** The default theme; the reference's tables have more room on wide screens. */
import DefaultTheme from "vitepress/theme";
import "./wide.css";

export default DefaultTheme;
