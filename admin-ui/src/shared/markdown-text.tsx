import { memo } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import styles from './markdown.module.css'

export interface MarkdownTextProps {
  readonly text: string
}

// The page's outline is its own.
const heading: Components['p'] = ({ children }) => <p className={styles.heading}>{children}</p>

const COMPONENTS: Components = {
  h1: heading,
  h2: heading,
  h3: heading,
  h4: heading,
  h5: heading,
  h6: heading,
  a: ({ href, children }) =>
    href ? (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
    ) : (
      children
    ),
  // An image would tell its host who reads the page.
  img: ({ alt }) => alt,
  // Of a task list.
  input: ({ checked }) => (checked ? '☑' : '☐'),
  pre: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <pre tabIndex={0}>{children}</pre>
  ),
}

const PLUGINS = [remarkGfm]

/** Markdown as GitHub writes it. HTML in it is text, and a link leads to the web or to a mailbox. */
export const MarkdownText = memo(function MarkdownText({ text }: MarkdownTextProps) {
  return (
    <ReactMarkdown remarkPlugins={PLUGINS} components={COMPONENTS} urlTransform={safeAddress}>
      {text}
    </ReactMarkdown>
  )
})

/** A link must not run code when it is clicked, nor pass for one of this app. */
function safeAddress(address: string): string | undefined {
  return /^(https?:\/\/|mailto:)/i.test(address) ? address : undefined
}
