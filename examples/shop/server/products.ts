export interface Product {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly priceCents: number
}

export const PRODUCTS: readonly Product[] = [
  {
    id: 'nest-box',
    name: 'Nest box no. 3',
    description: 'Untreated larch, 32 mm entrance. For tits and redstarts.',
    priceCents: 3_800,
  },
  {
    id: 'feeder',
    name: 'Glass feeder',
    description: 'Hand-blown, four perches, comes apart for washing.',
    priceCents: 2_400,
  },
  {
    id: 'seeds',
    name: 'Sunflower hearts',
    description: 'Two kilograms, from a farm forty minutes away.',
    priceCents: 1_250,
  },
  {
    id: 'bath',
    name: 'Copper bath',
    description: 'Shallow on purpose. Turns green in its own time.',
    priceCents: 6_400,
  },
  {
    id: 'binoculars',
    name: 'Pocket binoculars',
    description: '8 × 25, 310 grams, focuses down to two metres.',
    priceCents: 11_900,
  },
  {
    id: 'notebook',
    name: 'Field notebook',
    description: 'Rain-proof paper, a pencil that writes on it.',
    priceCents: 1_400,
  },
]
