import { shallowRef } from 'vue'

/** The folder chosen last, for as long as the program runs: a morning's scans go into many cases. */
export const scanFolder = shallowRef<{ token: string; name: string } | null>(null)
