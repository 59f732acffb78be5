import { writable } from '../store/store.ts'
import type { Handlers } from './context.ts'

/** Unfinished forms and remembered views: encrypted like everything else, but no records, so outside audit and unit of work. */
export const draftHandlers: Handlers<'draftSave' | 'draftGet' | 'draftDelete' | 'draftList' | 'viewGet' | 'viewSet'> = {
  async draftSave({ store, actor }, { key, content }) {
    const row = { account_id: actor.accountId, form_key: key, content, updated_at: new Date().toISOString() }
    await writable(store.read)
      .insertInto('draft')
      .values(row)
      .onConflict((conflict) => conflict.columns(['account_id', 'form_key']).doUpdateSet({ content, updated_at: row.updated_at }))
      .execute()
    return null
  },
  async draftGet({ store, actor }, { key }) {
    const row = await store.read
      .selectFrom('draft')
      .select(['content', 'updated_at as updatedAt'])
      .where('account_id', '=', actor.accountId)
      .where('form_key', '=', key)
      .executeTakeFirst()
    return row ?? null
  },
  async draftDelete({ store, actor }, { key }) {
    await writable(store.read).deleteFrom('draft').where('account_id', '=', actor.accountId).where('form_key', '=', key).execute()
    return null
  },
  draftList({ store, actor }) {
    return store.read
      .selectFrom('draft')
      .select(['form_key as key', 'updated_at as updatedAt'])
      .where('account_id', '=', actor.accountId)
      .orderBy('updated_at', 'desc')
      .execute()
  },
  async viewGet({ store, actor }, { key }) {
    const row = await store.read.selectFrom('view_setting').select('value').where('account_id', '=', actor.accountId).where('key', '=', key).executeTakeFirst()
    return row?.value ?? null
  },
  async viewSet({ store, actor }, { key, value }) {
    await writable(store.read)
      .insertInto('view_setting')
      .values({ account_id: actor.accountId, key, value })
      .onConflict((conflict) => conflict.columns(['account_id', 'key']).doUpdateSet({ value }))
      .execute()
    return null
  },
}
