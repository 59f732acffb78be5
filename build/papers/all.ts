import { aftercare } from './aftercare.ts'
import { beginning } from './beginning.ts'
import { decision } from './decision.ts'
import type { Paper } from './format.ts'
import { review } from './review.ts'

/** The papers that come with the program, as they are described; `npm run papers` makes the templates of them. */
export const papers: readonly Paper[] = [...beginning, ...review, ...decision, ...aftercare]
