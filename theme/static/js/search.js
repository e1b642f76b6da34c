// The search page: loads Pagefind on the first use of the box, asks it for terms, and shows what has all of them.
//
// Pagefind on its own also finds longer words, shorter words, and pages that lack a word which no page has. So each word is
// asked for exactly ("in quotes") and only pages in every answer are shown; its own answer gives their order.
import { Terms } from "./terms.js"

const PAGE = 10
const data = JSON.parse(document.getElementById("search-data").textContent)
const terms = new Terms(data.rules)
const plural = new Intl.PluralRules(document.documentElement.lang)
const form = document.querySelector(".search-form form")
const box = form.elements.q
const [status, heading, list, more] = ["search-status", "search-heading", "search-list", "search-more"].map(id => document.getElementById(id))
const pattern = document.getElementById("search-result")

let loaded
let run = 0
let rest = []

function pagefind() {
  loaded ??= import(new URL("pagefind/pagefind.js", form.action)).catch(error => {
    loaded = undefined
    throw error
  })
  return loaded
}

// Results of a search in Pagefind's order: `words` as they are, or one phrase of them that has to be there exactly.
async function asked(text, options = {}) {
  const engine = await pagefind()
  return (await engine.search(text, options)).results
}

async function exactly(texts) {
  const answers = await Promise.all(texts.map(text => asked(`"${text}"`)))
  return new Set(answers.flat().map(result => result.id))
}

// The results for a query: every word in every one, every phrase in quotes too.
async function find({ q, sort, ...chosen }) {
  const words = terms.words(q).map(word => terms.readings(word))
  if (!words.length) return []
  const phrases = [...q.matchAll(/["«“](.+?)["»”]/g)].map(found => terms.words(found[1]).map(word => terms.readings(word).at(-1)))
  const [forms, related, ...together] = await Promise.all([
    Promise.all(words.map(exactly)),
    Promise.all(words.map(readings => exactly(readings.flatMap(stems)))),
    ...phrases.filter(phrase => phrase.length).map(phrase => exactly([phrase.join(" ")])),
  ])
  const known = words.map((_, at) => new Set([...forms[at], ...related[at]]))
  const filters = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value))
  const ordered = await inOrder(words, sort, filters)
  const found = ordered.filter(({ id }) => [...known, ...together].every(answer => answer.has(id)))
  if (sort === "date") return found
  const lacking = new Map(found.map(({ id }) => [id, forms.filter(answer => !answer.has(id)).length]))
  return found.sort((one, other) => lacking.get(one.id) - lacking.get(other.id))
}

// Two terms stand for a stem: the marked one where a word was longer, the bare one where it was not.
function stems(reading) {
  const stem = terms.stem(reading)
  return [stem, stem + terms.mark]
}

// All pages that may be wanted, best or newest first. Longer words with the same beginning are among Pagefind's answers, so
// the stems reach every form; a word with an article is asked for with and without it.
async function inOrder(words, sort, filters) {
  if (sort === "date") return asked(null, { filters, sort: { date: "desc" } })
  const most = Math.max(...words.map(readings => readings.length))
  const queries = Array.from({ length: most }, (_, at) =>
    words.map(readings => terms.stem(readings.at(-1 - Math.min(at, readings.length - 1)))).join(" "))
  const answers = await Promise.all(queries.map(query => asked(query, { filters })))
  const first = new Map()
  for (const result of answers.flat()) if (!first.has(result.id)) first.set(result.id, result)
  return [...first.values()]
}

async function search() {
  const mine = ++run
  const query = Object.fromEntries(new FormData(form))
  const name = query.q.trim()
  list.replaceChildren()
  more.hidden = true
  heading.hidden = !name
  heading.textContent = said("found", { query: name })
  status.textContent = name ? said("loading") : ""
  if (!name) return
  try {
    const found = await find(query)
    if (mine !== run) return
    rest = [...found]
    await show(mine)
    if (mine === run) status.textContent = found.length ? counted(found.length) : said("nothing", { query: name })
  } catch (error) {
    console.warn(error)
    if (mine === run) status.textContent = said("failed")
  }
}

async function show(mine) {
  const next = rest.splice(0, PAGE)
  const stories = await Promise.all(next.map(result => result.data()))
  if (mine !== run) return null
  const items = stories.map(item)
  list.append(...items)
  more.hidden = !rest.length
  return items[0]
}

function item({ url, meta }) {
  const out = pattern.content.cloneNode(true).firstElementChild
  const fill = (name, text) => {
    const place = out.querySelector(`[data-fill="${name}"]`)
    if (!text) return place.remove()
    const own = document.documentElement.dir === "rtl" ? /[\u0590-\u08ff]/ : /[a-z]/i
    place.textContent = text
    place.dir = own.test(text) ? document.documentElement.dir : "auto"
  }
  for (const name of ["title", "summary", "source", "date"]) fill(name, meta[name])
  out.querySelector("a").href = url
  out.querySelector("time").dateTime = meta.datetime
  if (meta.lang) for (const name of ["title", "summary"]) out.querySelector(`[data-fill="${name}"]`)?.setAttribute("lang", meta.lang)
  return out
}

function said(key, places = {}) {
  return data.words[key].replace(/\{(\w+)\}/g, (_, name) => places[name])
}

function counted(n) {
  const shown = String(n)
    .replace(/\B(?=(\d{3})+$)/g, data.grouping)
    .replace(/\d/g, digit => data.digits[digit])
  return (data.results[plural.select(n)] ?? data.results.other).replace("{n}", shown)
}

// The address says what is shown: a link to it shows the same.
function address() {
  const filled = [...new FormData(form)].filter(([, value]) => value.trim())
  const query = new URLSearchParams(filled).toString()
  return query ? `?${query}` : location.pathname
}

function read() {
  const query = new URLSearchParams(location.search)
  for (const field of form.elements) if (field.name) field.value = query.get(field.name) ?? ""
  return search()
}

form.addEventListener("focusin", () => pagefind().catch(() => {}), { once: true })
form.addEventListener("submit", event => {
  event.preventDefault()
  history.pushState(null, "", address())
  search()
})
form.addEventListener("change", event => {
  if (event.target === box) return
  history.replaceState(null, "", address())
  search()
})
more.addEventListener("click", async () => {
  const first = await show(run)
  first?.querySelector("a").focus()
})
addEventListener("popstate", read)
read()
