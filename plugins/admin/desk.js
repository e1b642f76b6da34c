// Starts the editors' desk with the configuration that the build made, in the site's language unless the editor chose
// another.
import CMS from "./sveltia/index.js";

const PREFERENCES = "sveltia-cms.prefs";
const preferences = JSON.parse(localStorage.getItem(PREFERENCES) ?? "{}");
if (!preferences.locale) {
  const locale = document.documentElement.lang.startsWith("ar") ? "ar" : "en-US";
  localStorage.setItem(PREFERENCES, JSON.stringify({ ...preferences, locale }));
}
const answer = await fetch("config.json", { cache: "no-cache" });
CMS.init({ config: await answer.json() });
