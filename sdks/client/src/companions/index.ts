export { answerPreviews } from './answer-previews.ts'
export { pollForRuleset } from './poll-for-ruleset.ts'
export { recordEvents } from './record-events.ts'
