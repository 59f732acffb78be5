import { paragraph } from './docxTable.ts'
import { paperFonts } from './paperFonts.ts'
import type { Orientation } from './paperLayout.ts'
import { pictureSize, picturesHeading } from './paperPictures.ts'
import type { PaperPicture } from '../domain/pictures.ts'
import { escapeXml } from './zipWriter.ts'

const drawing = 'http://schemas.openxmlformats.org/drawingml/2006'
/** Millimetres in English metric units, the measure of drawings. */
const emu = (millimetres: number) => Math.round(millimetres * 36_000)

/** Where a picture lies in the package, and by which name the body knows it. */
export const picturePart = (index: number) => ({ id: `rIdPicture${index + 1}`, target: `media/image${index + 1}.png`, path: `word/media/image${index + 1}.png` })

/** The pictures under their heading, each with its title above it on the same page. `keep`: what follows stands on the page of the last. */
export function picturesXml(pictures: readonly PaperPicture[], orientation: Orientation, keep: boolean): string {
  if (pictures.length === 0) return ''
  const each = pictures.map((picture, index) => {
    const title = paragraph(picture.title, { size: 10.5, alignment: 'center', font: paperFonts.body, keep: true, before: 120, after: 20 })
    return title + pictureXml(picture, index, orientation, keep && index === pictures.length - 1)
  })
  return paragraph(picturesHeading, { size: 12, font: paperFonts.heading, keep: true, before: 160, after: 40 }) + each.join('')
}

function pictureXml(picture: PaperPicture, index: number, orientation: Orientation, keep: boolean): string {
  const { width, height } = pictureSize(picture, orientation)
  const extent = `cx="${emu(width)}" cy="${emu(height)}"`
  const name = `id="${index + 1}" name="${picturesHeading}${index + 1}"`
  const said = `descr="${escapeXml(picture.title)}"`
  return `<w:p><w:pPr>${keep ? '<w:keepNext/>' : ''}<w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/></w:pPr><w:r><w:drawing><wp:inline xmlns:wp="${drawing}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent ${extent}/><wp:docPr ${name} ${said}/><wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="${drawing}/main" noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic xmlns:a="${drawing}/main"><a:graphicData uri="${drawing}/picture"><pic:pic xmlns:pic="${drawing}/picture"><pic:nvPicPr><pic:cNvPr ${name} ${said}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="${picturePart(index).id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`
}
