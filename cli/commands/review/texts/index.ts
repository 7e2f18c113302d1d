/** The texts of a report, each once, in both languages side by side. */
import type { Say } from "../../../../provider/kinds/parts/review-words";
import { ciTexts } from "./ci";
import { htmlTexts } from "./html";
import type { Language } from "./language";
import { modelTexts } from "./model";
import { renderTexts } from "./render";

export type { Language } from "./language";

function textsIn(language: Language) {
  const say: Say = (en, zh) => (language === "en" ? en : zh);
  return { language, say, model: modelTexts(say), html: htmlTexts(say), ci: ciTexts(say), ...renderTexts(say) };
}

export type Texts = ReturnType<typeof textsIn>;

export const texts: Readonly<Record<Language, Texts>> = { en: textsIn("en"), zh: textsIn("zh") };
