// What a query is looked up by: the terms of scripts/mirror/terms.py, by the same rules, which come as data.

export class Terms {
  constructor(rules) {
    const pattern = source => new RegExp(source, "gu")
    this.mark = rules.mark
    this.title = rules.title
    this.nothing = new RegExp(rules.small, "u")
    this.text = rules.text.map(([source, kept]) => [pattern(source), kept])
    this.article = new RegExp(rules.typed, "u")
    this.spelling = rules.spelling.map(([source, kept]) => [pattern(source), kept])
    this.letters = new Map(Object.entries(rules.letters))
    this.endings = rules.endings.map(source => new RegExp(source, "u"))
  }

  // Words in small letters, without diacritics; letters and digits apart.
  words(text) {
    const plain = this.text.reduce(replaced, text.normalize("NFKC").toLowerCase())
    return plain.match(/[\p{L}\p{Nl}\p{No}]+|\p{Nd}+/gu) ?? []
  }

  // Whether a word is none that is looked for.
  small(word) {
    return this.nothing.test(this.fold(word))
  }

  // The word, and what remains each time an article is taken off. Hamzas are not to be relied on: «المانيا» is no article.
  readings(word) {
    const rest = word.replace(this.article, "")
    return rest === word ? [this.fold(word)] : [this.fold(word), ...this.readings(rest)]
  }

  fold(word) {
    const spelled = this.spelling.reduce(replaced, word)
    const folded = Array.from(spelled, letter => this.letters.get(letter) ?? letter).join("")
    return folded.normalize("NFKD").replace(/[\u0300-\u036f]/g, "")
  }

  stem(folded) {
    if (!/[ء-ي]/.test(folded)) return folded
    const shorter = this.endings.reduce((word, ending) => word.match(ending)?.[1] ?? word, folded)
    return shorter === folded ? folded : this.stem(shorter)
  }
}

function replaced(text, [pattern, kept]) {
  return text.replace(pattern, kept)
}
