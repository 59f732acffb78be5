/** Names of the messages between preload and main. Nothing else is listened to. */
export const channels = {
  call: 'casebook:call',
  cancel: 'casebook:cancel',
  shell: 'casebook:shell',
  adopt: 'casebook:adopt',
  hostStateNow: 'casebook:host-state-now',
  left: 'casebook:left',
  away: 'casebook:away',
  // main to page
  progress: 'casebook:progress',
  hostState: 'casebook:host-state',
  menu: 'casebook:menu',
  leaving: 'casebook:leaving',
  nobody: 'casebook:nobody',
} as const

/** The one origin the window may show. */
export const appOrigin = 'app://casebook'
