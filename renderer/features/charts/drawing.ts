import { BarChart } from 'echarts/charts'
import type { BarSeriesOption } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TitleComponent, TooltipComponent } from 'echarts/components'
import type { AriaComponentOption, GridComponentOption, LegendComponentOption, TitleComponentOption, TooltipComponentOption } from 'echarts/components'
import { init, use } from 'echarts/core'
import type { ComposeOption, EChartsType } from 'echarts/core'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'
import { chartText } from './chartSpec.ts'
import type { ChartSpec } from './chartSpec.ts'

/** The only file that knows the drawing library; loaded when the first chart is shown. */
use([BarChart, GridComponent, LegendComponent, TitleComponent, TooltipComponent, AriaComponent, CanvasRenderer, SVGRenderer])

type ChartOption = ComposeOption<BarSeriesOption | GridComponentOption | LegendComponentOption | TitleComponentOption | TooltipComponentOption | AriaComponentOption>

/** Colours and type of the design tokens. */
export interface Look {
  ink: string
  faint: string
  line: string
  surface: string
  colours: string[]
  font: string
  size: number
}

export function lookOf(element: Element): Look {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return { ink: token('--ink'), faint: token('--ink-2'), line: token('--line'), surface: token('--surface'), colours: [token('--primary'), token('--amber'), token('--success'), token('--red')], font: token('--font'), size: Number.parseFloat(token('--text-note')) || 12 }
}

/** Height that a chart needs, in pixels: lying bars want a line each. */
export const heightOf = ({ shape, categories, series, stacked }: ChartSpec): number => (shape === 'trend' ? 280 : 72 + categories.length * (stacked ? 30 : 14 + 16 * series.length))

/** Series differ by pattern as well as colour, each bar carries its figure: nothing hangs on colour alone. Nothing moves. */
function optionOf(spec: ChartSpec, look: Look, titled: boolean): ChartOption {
  const said = (value: unknown) => chartText(Number(value), spec.unit)
  const several = spec.series.length > 1
  const text = { color: look.ink, fontFamily: look.font, fontSize: look.size }
  const top = (titled ? 32 : 8) + 24
  const names = { type: 'category' as const, data: spec.categories, axisLine: { lineStyle: { color: look.line } }, axisTick: { show: false }, axisLabel: { ...text, hideOverlap: true } }
  const amounts = { type: 'value' as const, splitLine: { lineStyle: { color: look.line } }, axisLabel: { ...text, color: look.faint, formatter: said } }
  const upright = spec.shape === 'trend'
  return {
    animation: false,
    textStyle: text,
    color: look.colours,
    backgroundColor: look.surface,
    aria: { enabled: true, label: { enabled: true, description: spec.description }, decal: { show: several } },
    ...(titled && { title: { text: spec.title, left: 'center', textStyle: { ...text, fontSize: look.size + 2 } } }),
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, renderMode: 'richText', valueFormatter: said, textStyle: text },
    legend: { top: titled ? 28 : 0, textStyle: text, selectedMode: several },
    grid: { top, left: 8, right: upright ? 16 : 56, bottom: 8, containLabel: true },
    xAxis: upright ? names : amounts,
    yAxis: upright ? amounts : { ...names, inverse: true, axisLabel: { ...text, width: 180, overflow: 'truncate' } },
    series: spec.series.map(({ name, values }): BarSeriesOption => ({
      name,
      type: 'bar',
      data: values,
      ...(spec.stacked && { stack: 'all' }),
      barMaxWidth: 28,
      label: { ...text, show: !upright || values.length * spec.series.length <= 16, position: spec.stacked ? 'inside' : upright ? 'top' : 'right', formatter: ({ value }) => (Number(value) === 0 ? '' : said(value)), ...(spec.stacked && { color: look.ink, backgroundColor: look.surface, padding: [1, 3] }) },
    })),
  }
}

/** Draws on a canvas in the element, whose size it takes. */
export function draw(element: HTMLElement, spec: ChartSpec): EChartsType {
  const chart = init(element, null, { renderer: 'canvas' })
  chart.setOption(optionOf(spec, lookOf(element), false))
  return chart
}

/** The size a saved picture has, in pixels: the width of a paper's text at double sharpness. */
const SAVED_WIDTH = 900
const SHARPNESS = 2

/** The chart as a picture for a file, with its title; without it for a paper that says it in its own letters. */
export async function pictureOf(spec: ChartSpec, format: 'png' | 'svg', look: Look, titled = true): Promise<Uint8Array<ArrayBuffer>> {
  const height = heightOf(spec) + (titled ? 40 : 0)
  if (format === 'svg') {
    const chart = init(null, null, { renderer: 'svg', ssr: true, width: SAVED_WIDTH, height })
    chart.setOption(optionOf(spec, look, titled))
    const text = chart.renderToSVGString()
    chart.dispose()
    return new TextEncoder().encode(text)
  }
  const place = document.createElement('div')
  const chart = init(place, null, { renderer: 'canvas', width: SAVED_WIDTH, height, devicePixelRatio: SHARPNESS })
  chart.setOption(optionOf(spec, look, titled))
  const canvas = chart.renderToCanvas({ pixelRatio: SHARPNESS, backgroundColor: look.surface })
  const blob = await new Promise<Blob | null>((ready) => canvas.toBlob(ready, 'image/png'))
  chart.dispose()
  if (!blob) throw new Error('the canvas gave no picture')
  return new Uint8Array(await blob.arrayBuffer())
}
