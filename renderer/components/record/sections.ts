/** Whether a section is complete, for the list of sections and for its own heading. */
export interface Glance {
  tone: 'done' | 'open' | 'warning' | 'none'
  /** At most a few characters: it stands in a narrow column. */
  text: string
}

/** A section of the page of a record as the list at the left names it. */
export interface SectionLine<K extends string> {
  key: K
  title: string
  glance: Glance
}

/** The id of a section's element, for whoever jumps to it. */
export const sectionId = (key: string): string => `section-${key}`
