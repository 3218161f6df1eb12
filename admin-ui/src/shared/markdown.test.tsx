import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { Markdown } from './markdown.tsx'
import { MarkdownText } from './markdown-text.tsx'

function shown(text: string): HTMLElement {
  const page = document.createElement('div')
  page.innerHTML = renderToStaticMarkup(<MarkdownText text={text} />)
  return page
}

function tags(text: string): string[] {
  return [...shown(text).querySelectorAll('*')].map(({ localName }) => localName)
}

it('shows what was typed until the renderer is there', () => {
  const page = renderToStaticMarkup(<Markdown text="One **click**" />)
  expect(page).toContain('<p>One **click**</p>')
})

it('reads what a description has', () => {
  const page = shown(
    'One **click**\nto pay.\n\n# Who\n- EU, `plan` is pro\n  or staff\n- [x] [Design](https://x.example/a)\n\n1. first\n\n> by _Ana_\n\n```\ncode\n\n- no list\n```',
  )
  expect([...page.children].map(({ localName }) => localName)).toEqual([
    'p',
    'p',
    'ul',
    'ol',
    'blockquote',
    'pre',
  ])
  expect(page.querySelectorAll('li')).toHaveLength(3)
  expect(page.querySelector('ul')?.textContent).toContain('☑ Design')
  expect(page.querySelector('pre')?.textContent).toBe('code\n\n- no list\n')
})

it('leaves the outline of the page alone', () => {
  expect(tags('# One\n## Two\n\nThree\n===')).toEqual(['p', 'p', 'p'])
})

it('leaves names with underscores and sums with stars as they are', () => {
  const text = 'new_checkout_flow and 2 * 3 * 4'
  expect(shown(text).innerHTML).toBe(`<p>${text}</p>`)
})

it('opens links elsewhere, and tells nobody where they were clicked', () => {
  for (const text of ['[a](https://x.example/a?b=1)', 'See https://x.example/a?b=1.']) {
    const link = shown(text).querySelector('a')
    expect(link?.getAttribute('href')).toBe('https://x.example/a?b=1')
    expect(link?.getAttribute('target')).toBe('_blank')
    expect(link?.getAttribute('rel')).toBe('noopener noreferrer nofollow')
  }
  expect(shown('<ana@shop.example>').querySelector('a')?.getAttribute('href')).toBe(
    'mailto:ana@shop.example',
  )
})

it.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  '<java\tscript:alert(1)>',
  '&#106;avascript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  'ircs://x.example',
  '//evil.example',
  '/default/production/flags',
  '#top',
])('links not to %s', (to) => {
  for (const text of [`[a](${to})`, `[a][b]\n\n[b]: ${to}`]) {
    const page = shown(text)
    expect(page.querySelector('a')).toBeNull()
    expect(page.textContent).toContain('a')
  }
})

it('loads no image, and says what it would have shown', () => {
  for (const text of ['![a cat](https://x.example/1.png)', '![a cat][b]\n\n[b]: //x.example']) {
    expect(tags(text)).toEqual(['p'])
    expect(shown(text).textContent).toContain('a cat')
  }
})

it.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  'a <b onclick="alert(1)">b</b> c',
  '<iframe src="https://x.example"></iframe>',
  '<style>* { display: none }</style>',
  '<!-- hidden -->',
])('shows %s as text', (html) => {
  const page = shown(html)
  expect(page.querySelector('script, img, b, iframe, style')).toBeNull()
  expect(page.textContent).toContain(html)
})

const HARMLESS = new Set(
  'p a em strong del code pre blockquote ul ol li br hr table thead tbody tr th td section sup'.split(
    ' ',
  ),
)
const PIECES = [
  ...'ab *_`~[]()<>!#|-:/\\"\n',
  ...['javascript:', 'https://x.example', '<img src=x ', 'onerror=', '<script>', '</a>', '&#60;'],
  ...['](', '[^1]', '\n[^1]: ', '\n[a]: ', '\n| a |\n|---|\n', '```', '- [ ] ', 'data:'],
]

it('makes nothing but text, lists and links to the web of any text', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }), (pieces) => {
      for (const element of shown(pieces.join('')).querySelectorAll('*')) {
        expect(HARMLESS).toContain(element.localName)
        for (const { name, value } of element.attributes) {
          expect(name).not.toMatch(/^on|^src/)
          if (name === 'href') expect(value).toMatch(/^(https?:\/\/|mailto:)/)
        }
      }
    }),
    { numRuns: 200 },
  )
})

it('ends with any text, however much of it opens and never closes', () => {
  const opened = `${'*'.repeat(2_000)}${'['.repeat(2_000)}${'_a'.repeat(2_000)}${'`'.repeat(2_001)}`
  expect(shown(opened).textContent).toContain('_a_a')
})
