/** One figure of a rule, as its form asks for it. */
export interface RuleFigure<V> {
  key: keyof V & string
  label: string
  unit: string
  /** The bounds the operation sets. */
  least: number
  most: number
}
