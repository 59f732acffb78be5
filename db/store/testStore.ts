import Database from 'better-sqlite3'
import { migrate } from './migrate.ts'
import { openStore } from './store.ts'
import type { Store } from './store.ts'
import { change } from './unitOfWork.ts'

/** For tests: a real, migrated casebook in memory with an office, and nothing else. Close it with `store.close()`. */
export async function openTestStore(raw: Database.Database = new Database(':memory:')): Promise<Store> {
  raw.pragma('foreign_keys = ON')
  raw.pragma('temp_store = MEMORY')
  await migrate(raw)
  const store = openStore(raw)
  await change(store.read, { accountId: null, name: '测试' }, { action: '初次使用' }, (unit) =>
    unit.insert('office', {
      name: '廊坊市安次区人民检察院',
      level: 'county',
      higher_office: '廊坊市人民检察院',
      region: '河北省廊坊市安次区',
      case_number_pattern: '冀廊安检救助〔{year}〕{seq}号',
      year_starts_on: '01-01',
      idle_lock_minutes: 15,
      several_roles: 1,
    }),
  )
  return store
}
