// What a page is asked about itself, put into it beside axe by looks.py: what sticks out, what no
// thumb hits, what axe finds. Its one rule: the page is left as it was.

;(() => {
  const LEAST = 44
  const MAIN = 56
  const TWICE = '225%'
  const SCROLLED = 'main, dialog, html, [data-reading], .panes__side'
  const MOVING = 'main, dialog, .panes__side, [data-reading]'
  const PRESSED = 'a[href], button, input, select, textarea, summary, [role=button]'
  // AAA contrast is ours to hold: the screens are read in the sun. What holds it holds AA too.
  const EVERYTHING = {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { 'color-contrast-enhanced': { enabled: true }, 'color-contrast': { enabled: false } },
    resultTypes: ['violations'],
  }
  // All that axe can judge otherwise of the same things when they are larger.
  const BY_SIZE = {
    runOnly: { type: 'rule', values: ['target-size', 'scrollable-region-focusable'] },
    resultTypes: ['violations'],
  }

  const all = (selector, within = document) => [...within.querySelectorAll(selector)]
  const said = (element) => element.outerHTML.slice(0, 120)
  const aFrame = () => new Promise((done) => requestAnimationFrame(() => done()))

  const clipped = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at)
      if (style.clipPath !== 'none' || style.display === 'none') return true
    }
    return false
  }

  const outOfSight = () => {
    const width = document.documentElement.clientWidth
    const page = document.scrollingElement.scrollWidth
    const out = all('body *').filter((element) => {
      const { left, right, width: wide } = element.getBoundingClientRect()
      return wide > 0 && (right > width + 1 || left < -1) && !clipped(element)
    })
    const cut = all('button, a, h1, h2, p, span').filter(
      (element) =>
        element.clientWidth > 0 &&
        element.scrollWidth > element.clientWidth + 1 &&
        !clipped(element),
    )
    const pressed = all('button, a').filter((element) => {
      const { clientHeight, scrollHeight } = element
      return clientHeight > 0 && scrollHeight > clientHeight + 1 && !clipped(element)
    })
    return [
      ...all(MOVING)
        .flatMap(lostAbove)
        .map((element) => `nobody can scroll up to: ${said(element)}`),
      ...(page > width + 1 ? [`the page is ${page} px wide`] : []),
      ...out.map((element) => `sticks out: ${said(element)}`),
      ...cut.map((element) => `is cut: ${said(element)}`),
      ...pressed.map((element) => `its words stand out of it: ${said(element)}`),
    ].slice(0, 4)
  }

  const lostAbove = (box) => {
    const at = box.scrollTop
    box.scrollTop = 0
    const { top } = box.getBoundingClientRect()
    const above = all('*', box).filter((element) => {
      const { top: its, height } = element.getBoundingClientRect()
      const ours = element.closest(MOVING) === box
      return ours && height > 0 && its < top - 1 && !clipped(element)
    })
    box.scrollTop = at
    return above
  }

  // Its whole label, its whole row, its whole card leads on.
  const target = (element) =>
    (element.matches('input') && element.closest('label')) ||
    (element.matches('.table__link') && element.closest('tr')) ||
    (element.matches('.figure__name') && element.closest('.figure')) ||
    element

  const tooSmall = (next) =>
    all(PRESSED)
      .filter(
        (element) =>
          element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) &&
          getComputedStyle(element).clipPath === 'none' &&
          element.type !== 'file',
      )
      .flatMap((element) => {
        const { width, height } = target(element).getBoundingClientRect()
        const need = element.closest(`[aria-label="${next}"], nav`) ? MAIN : LEAST
        return height + 0.5 < need || width + 0.5 < LEAST
          ? [`${Math.round(width)}×${Math.round(height)} px: ${said(element)}`]
          : []
      })

  const shown = () =>
    all('body *')
      .map((element) =>
        element.checkVisibility({ checkVisibilityCSS: true }) ? element.localName : '',
      )
      .join(' ')

  const below = () =>
    Math.max(0, ...all(SCROLLED).map((box) => box.scrollHeight - box.clientHeight))

  const violations = async (rules) => {
    const found = await axe.run(document, rules)
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
    )
  }

  const resize = async (size) => {
    document.documentElement.style.fontSize = size
    await aFrame()
  }

  window.looks = {
    calm: async () => {
      for (const one of document.getAnimations()) one.finish()
      await document.fonts.ready
      return true
    },
    /** As it stands, `next` being the words of the button that leads on. */
    once: (next) => ({
      wrong: [...outOfSight(), ...tooSmall(next)],
      shown: shown(),
      below: below(),
    }),
    /** At twice the text size, in which it is left. */
    twice: async () => {
      await resize(TWICE)
      return { wrong: outOfSight(), shown: shown(), below: below() }
    },
    /** By axe: at twice the text size first, and then as it was. */
    judged: async (same) => {
      const large = await violations(same ? BY_SIZE : EVERYTHING)
      await resize('')
      return [await violations(EVERYTHING), large]
    },
  }
})()
