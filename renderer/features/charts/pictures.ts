import type { PaperPicture } from '../../../db/domain/pictures.ts'
import type { ChartSpec } from './chartSpec.ts'

/** The charts as a paper takes them along, in the look of this element. One after the other, so that the page goes on in between. */
export async function picturesOf(charts: readonly ChartSpec[], element: Element): Promise<PaperPicture[]> {
  const { lookOf, pictureOf } = await import('./drawing.ts')
  const look = lookOf(element)
  const pictures: PaperPicture[] = []
  for (const spec of charts) pictures.push({ title: spec.title, png: await pictureOf(spec, 'png', look, false) })
  return pictures
}
