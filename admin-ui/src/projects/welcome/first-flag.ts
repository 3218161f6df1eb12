/** What the welcome page's snippet asks for, and what it offers to create. */
export const FIRST_FLAG = 'new-checkout'
