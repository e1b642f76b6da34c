// The search page: loads Pagefind on the first use of the box, asks it for terms, and shows what has all of them.
//
// Pagefind on its own also finds longer words, shorter words, and pages that lack a word which no page has, and looks at each
// page once for every place of a word. So each word is asked for exactly ("in quotes"), which costs a piece of the index, and
// the order is made here.
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

// Which pages have one of some terms, or phrases: a map from their names to what Pagefind says of each. Its score is the place
// among all pages by date.
async function having(texts, filters) {
  const engine = await pagefind()
  const answers = await Promise.all(texts.map(text => engine.search(`"${text}"`, { filters, sort: { date: "desc" } })))
  return new Map(answers.flatMap(answer => answer.results).map(result => [result.id, result]))
}

// The results for a query, best or newest first: every word in every one, every phrase in quotes too. None if none of its words
// is looked for.
async function find({ q, sort, ...chosen }) {
  const meant = text => terms.words(text).filter(word => !terms.small(word)).map(word => terms.readings(word))
  const words = meant(q)
  if (!words.length) return terms.words(q).length ? null : []
  const filters = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value))
  const phrases = [...q.matchAll(/["«“](.+?)["»”]/g)].map(found => meant(found[1]).map(readings => readings.at(-1)))
  const [known, together] = await Promise.all([
    Promise.all(words.map(readings => knownBy(readings, filters))),
    Promise.all(phrases.filter(phrase => phrase.length).map(phrase => having([phrase.join(" ")], filters))),
  ])
  const all = [...known.map(word => word.any), ...together]
  const found = [...all[0].values()].filter(({ id }) => all.every(answer => answer.has(id)))
  const newest = (one, other) => other.score - one.score
  if (sort === "date") return found.sort(newest)
  const standing = new Map(found.map(({ id }) => [id, known.map(word => standingOf(word, id))]))
  const sum = ({ id }, at) => standing.get(id).reduce((all, each) => all + each[at], 0)
  return found.sort((one, other) => sum(other, 0) - sum(one, 0) || sum(other, 1) - sum(one, 1) || newest(one, other))
}

// Where a word stands: in the form that was typed, in a title by any form, and by any form at all. Two terms stand for a stem:
// the marked one where a word was longer, the bare one where it was not.
async function knownBy(readings, filters) {
  const stems = readings.map(reading => terms.stem(reading))
  const [form, title, stem] = await Promise.all([
    having(readings, filters),
    having(stems.map(stem => stem + terms.title), filters),
    having(stems.flatMap(stem => [stem, stem + terms.mark]), filters),
  ])
  return { form, title, any: new Map([...stem, ...form]) }
}

// What a word says for a page: pages that have the form that was typed come first; then a title counts, then how often the
// form is there, and more if few pages have it.
function standingOf({ form, title, any }, id) {
  const often = form.get(id)?.words.length ?? 0
  return [form.has(id) ? 1 : 0, ((title.has(id) ? 2 : 0) + often / (often + 1)) / Math.log(2 + any.size)]
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
    if (!found) return void (status.textContent = said("small", { query: name }))
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
