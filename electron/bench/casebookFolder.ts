import { v7 as newId } from 'uuid'
import { fillManyCases } from '../../db/bench/manyCases.ts'
import { migrate } from '../../db/store/migrate.ts'
import { officeColumns } from '../../db/store/office.ts'
import { openStore } from '../../db/store/store.ts'
import { change } from '../../db/store/unitOfWork.ts'
import { createVault } from '../../db/vault/vault.ts'

export const benchUser = { login: 'bench', password: 'bench password 1' }

/** A casebook with one officer and this many cases, ready to be signed in to. */
export async function makeCasebook(folder: string, cases: number): Promise<void> {
  const { vault } = await createVault(folder, {
    ...benchUser,
    migrate,
    appVersion: '0.0.0',
    prepare: async (db) => {
      await change(openStore(db).read, { accountId: null, name: '测试' }, { action: '新建台账' }, async (unit) => {
        await unit.insert(
          'office',
          officeColumns({
            name: '安次区人民检察院',
            level: 'county',
            higherOffice: null,
            region: '河北省廊坊市安次区',
            caseNumberPattern: '冀廊安检救助〔{year}〕{seq}号',
            yearStartsOn: '01-01',
            idleLockMinutes: 60,
            severalRoles: true,
          }),
        )
        await unit.insert('account', { id: newId(), login: benchUser.login, name: '测试', roles: '["officer","admin"]', disabled_at: null, last_sign_in_at: null })
      })
      if (cases > 0) fillManyCases(db, cases)
    },
  })
  vault.close()
}
